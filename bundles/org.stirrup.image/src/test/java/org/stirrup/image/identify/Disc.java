package org.stirrup.image.identify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/** The inside of an image as a map of paths to texts. */
public record Disc(SortedMap<String, String> files) implements Repository {

    /** @param files paths, each followed by its text after a colon where that matters */
    public static Disc of(String... files) {
        SortedMap<String, String> all = new TreeMap<>();
        for (String file : files) {
            int colon = file.indexOf(':');
            all.put(colon < 0 ? file : file.substring(0, colon), colon < 0 ? "" : file.substring(colon + 1));
        }
        return new Disc(all);
    }

    @Override
    public Lookup find(ResourcePath path) {
        String text = files.get(path.text());
        if (text != null) {
            return new Lookup.Found(Resource.of(text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH));
        }
        boolean folder = path.isRoot() || files.keySet().stream().anyMatch(each -> each.startsWith(path.text() + "/"));
        return folder ? new Lookup.Folder() : new Lookup.Absent("no such file");
    }

    @Override
    public List<ContentEntry> list(ResourcePath path) {
        List<ContentEntry> entries = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            ResourcePath each = new ResourcePath(file.getKey());
            if (each.parent().equals(path)) {
                entries.add(new ContentEntry(each.name(), false, file.getValue().length(), Instant.EPOCH));
            }
        }
        return entries;
    }
}
