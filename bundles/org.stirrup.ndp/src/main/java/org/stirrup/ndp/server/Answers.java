package org.stirrup.ndp.server;

/** Who is answered. */
enum Answers {
    /** iPXE that Stirrup is starting. */
    BOOTING,
    NOBODY
}
