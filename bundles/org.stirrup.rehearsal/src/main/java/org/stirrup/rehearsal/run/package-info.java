/** One rehearsal from its order to its end, and what came of it. */
package org.stirrup.rehearsal.run;
