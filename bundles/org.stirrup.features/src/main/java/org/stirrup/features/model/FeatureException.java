package org.stirrup.features.model;

/** A feature file that cannot be used. The message says why, the remedy what would be right. */
public final class FeatureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public FeatureException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public FeatureException(String message, String remedy) {
        this(message, remedy, null);
    }

    public String remedy() {
        return remedy;
    }
}
