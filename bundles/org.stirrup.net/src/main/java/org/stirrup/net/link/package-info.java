/** Which interfaces are served: the configuration, and what is really there. */
package org.stirrup.net.link;
