package org.stirrup.answers.autoinstall;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A YAML file whose root is a map, read as cloud-init reads it: YAML 1.1, no tags of any programming language.
 *
 * @param values empty when something is wrong
 * @param faults "line 12: could not find expected ':'"
 */
public record YamlMap(Map<String, Object> values, List<String> faults) {
    private static final int DEEPEST = 50;

    public static YamlMap read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setNestingDepthLimit(DEEPEST);
        try {
            return of(new Yaml(new SafeConstructor(options)).load(text));
        } catch (MarkedYAMLException e) {
            String place = e.getProblemMark() == null
                    ? ""
                    : "line " + (e.getProblemMark().getLine() + 1) + ": ";
            return wrong(place + e.getProblem());
        } catch (YAMLException e) {
            return wrong("this is no YAML: " + e.getMessage());
        }
    }

    /** The keys and values of a map, in its order; none where a value is no map. */
    public static Map<String, Object> below(Object value) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> values.put(String.valueOf(key), each));
        }
        return values;
    }

    private static YamlMap of(Object root) {
        return root instanceof Map<?, ?>
                ? new YamlMap(below(root), List.of())
                : wrong("it holds no keys with values, as in 'name: value'");
    }

    private static YamlMap wrong(String fault) {
        return new YamlMap(Map.of(), List.of(fault));
    }
}
