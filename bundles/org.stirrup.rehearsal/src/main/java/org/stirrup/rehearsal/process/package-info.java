/** Other processes: begun so that they end with this one, and found again where they did not. */
package org.stirrup.rehearsal.process;
