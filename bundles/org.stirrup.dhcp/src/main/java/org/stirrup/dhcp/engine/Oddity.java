package org.stirrup.dhcp.engine;

import org.stirrup.api.boot.Quirk;

/** A row of the table of odd clients that made a difference. @param what for a person */
public record Oddity(Quirk quirk, String what) {}
