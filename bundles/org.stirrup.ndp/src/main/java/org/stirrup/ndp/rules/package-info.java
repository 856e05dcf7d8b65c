/** Who is told that there is no router, and when. Pure: time and what is known come as arguments. */
package org.stirrup.ndp.rules;
