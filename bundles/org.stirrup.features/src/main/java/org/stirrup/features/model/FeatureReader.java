package org.stirrup.features.model;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureConfiguration;
import org.osgi.service.feature.FeatureService;

/** Reads feature files (OSGi Compendium 8, chapter 159) by means of the framework's feature service. */
public final class FeatureReader {
    /** Metadata of a bundle, Integer (OSGi Compendium 8.1, section 160.4): its start level. */
    public static final String START_LEVEL = "bundleStartLevel";

    /** Where a bundle starts whose feature does not say: with the servers. */
    static final int DEFAULT_START_LEVEL = 20;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private final FeatureService service;

    public FeatureReader(FeatureService service) {
        this.service = service;
    }

    public FeatureFile read(String text) throws FeatureException {
        try {
            Feature feature = service.readFeature(new StringReader(text));
            Map<String, Integer> bundles = new LinkedHashMap<>();
            for (FeatureBundle bundle : feature.getBundles()) {
                bundles.put(bundle.getID().toString(), startLevel(bundle));
            }
            Map<String, Map<String, Object>> configurations = new HashMap<>();
            for (FeatureConfiguration configuration :
                    feature.getConfigurations().values()) {
                configurations.put(configuration.getPid(), values(configuration, feature.getVariables()));
            }
            return new FeatureFile(
                    feature.getID().toString(), feature.getDescription().orElse(""), bundles, configurations);
        } catch (IOException | RuntimeException e) {
            // The service lets out whatever its JSON library throws.
            throw new FeatureException(
                    "not a feature: " + e.getMessage(), "mend the file; the stock ones show the form", e);
        }
    }

    private static int startLevel(FeatureBundle bundle) throws FeatureException {
        Object level = bundle.getMetadata().getOrDefault(START_LEVEL, DEFAULT_START_LEVEL);
        if (level instanceof Number number && number.intValue() > 0) {
            return number.intValue();
        }
        throw new FeatureException(
                bundle.getID() + ": " + START_LEVEL + " is " + level, "give a number from 1, or leave it out");
    }

    private static Map<String, Object> values(FeatureConfiguration configuration, Map<String, Object> variables)
            throws FeatureException {
        Map<String, Object> values = new HashMap<>();
        for (Map.Entry<String, Object> entry : configuration.getValues().entrySet()) {
            Object value = entry.getValue();
            values.put(entry.getKey(), value instanceof String text ? filled(text, variables) : value);
        }
        return values;
    }

    /** With {@code ${name}} replaced by the variable's default; the value is text all the same. */
    private static String filled(String text, Map<String, Object> variables) throws FeatureException {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            Object value = variables.get(matcher.group(1));
            if (value == null) {
                throw new FeatureException(
                        "variable " + matcher.group(1) + " has no value",
                        "give it a default under \"variables\", here nobody asks for one");
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value.toString()));
        }
        return matcher.appendTail(result).toString();
    }
}
