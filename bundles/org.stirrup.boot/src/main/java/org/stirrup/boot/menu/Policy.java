package org.stirrup.boot.menu;

/** What a machine gets that nobody decided anything about. */
public enum Policy {
    /** The first image's installation, at once. */
    FIRST,
    /** The menu; its own disk when nobody chooses. */
    MENU,
    /** Its own disk, at once. */
    LOCAL
}
