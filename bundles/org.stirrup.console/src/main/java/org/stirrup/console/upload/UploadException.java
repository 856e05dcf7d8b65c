package org.stirrup.console.upload;

/** A file is not taken as things are. The message is for the person who sends it. */
public final class UploadException extends Exception {
    private static final long serialVersionUID = 1L;

    UploadException(String because) {
        super(because);
    }

    UploadException(String because, Throwable cause) {
        super(because, cause);
    }
}
