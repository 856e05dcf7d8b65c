package org.stirrup.shell.text;

/** A command could not do what it was told, with an exit status of its own. The message is for people. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    public Failure(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
