/** The copy of the appliance that a virtual PC meets. */
package org.stirrup.rehearsal.understudy;
