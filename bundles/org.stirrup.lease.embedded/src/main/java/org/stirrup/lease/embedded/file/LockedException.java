package org.stirrup.lease.embedded.file;

/** Another process has a file. The message says which: "process 4711 (java) has it open". */
final class LockedException extends Exception {
    private static final long serialVersionUID = 1L;

    LockedException(String message) {
        super(message);
    }
}
