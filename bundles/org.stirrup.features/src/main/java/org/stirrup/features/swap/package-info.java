/**
 * A jar in {@code deploy/} takes the place of the bundle with its name: side by side, then swapped, and judged. What
 * does not work is set aside with the reason, and what served before goes on.
 */
package org.stirrup.features.swap;
