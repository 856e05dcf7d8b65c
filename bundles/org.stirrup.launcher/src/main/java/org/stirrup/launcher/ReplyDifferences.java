package org.stirrup.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.stirrup.launcher.framework.Json;

/** What each machine that either of two configurations knows is answered by one and by the other. */
final class ReplyDifferences {
    private static final int WORDS = 3;

    private final Map<String, Map<String, Object>> now;
    private final Map<String, Map<String, Object>> then;
    private final Set<String> inquiries;

    private ReplyDifferences(Map<String, Map<String, Object>> now, Map<String, Map<String, Object>> then) {
        this.now = now;
        this.then = then;
        this.inquiries = new LinkedHashSet<>(now.keySet());
        this.inquiries.addAll(then.keySet());
    }

    /**
     * Asks both.
     *
     * @param work where a file may be made
     * @throws IOException when one of them does not answer, saying why
     */
    static ReplyDifferences between(CheckedAppliance current, CheckedAppliance other, Path work) throws IOException {
        // Of one moment: what is left of a lease would differ otherwise.
        String at = " --at " + Instant.now();
        Map<String, Map<String, Object>> now = ask(current, at);
        Map<String, Map<String, Object>> then = ask(other, at);
        askMissing(current, at, now, then.keySet(), work.resolve("asked-now"));
        askMissing(other, at, then, now.keySet(), work.resolve("asked-then"));
        return new ReplyDifferences(now, then);
    }

    private static void askMissing(
            CheckedAppliance one, String at, Map<String, Map<String, Object>> known, Set<String> wanted, Path file)
            throws IOException {
        List<String> missing =
                wanted.stream().filter(each -> !known.containsKey(each)).toList();
        if (!missing.isEmpty()) {
            Files.write(file, missing);
            known.putAll(ask(one, at + " --of '" + file + "'"));
        }
    }

    private static Map<String, Map<String, Object>> ask(CheckedAppliance one, String options) throws IOException {
        CheckedAppliance.Answer answer = one.ask("replies --json" + options);
        if (answer.status() != 0) {
            throw new IOException("replies cannot be told: " + answer.text().strip());
        }
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        answer.text()
                .lines()
                .map(Json::read)
                .map(ReplyDifferences::object)
                .forEach(each -> all.put(String.valueOf(each.get("inquiry")), each));
        return all;
    }

    @SuppressWarnings("unchecked") // Json says so
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    private static Map<String, Object> answer(Map<String, Object> reply) {
        return object(reply.get("answer"));
    }

    /** A field, and what it was and would be; null where it is not there. */
    private record Change(String field, Object before, Object after) {}

    private List<Change> changes(String inquiry) {
        Map<String, Object> before = answer(now.get(inquiry));
        Map<String, Object> after = answer(then.get(inquiry));
        Set<String> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        return fields.stream()
                .filter(field -> !Objects.equals(before.get(field), after.get(field)))
                .map(field -> new Change(field, before.get(field), after.get(field)))
                .toList();
    }

    private Object name(String inquiry) {
        Object known = now.get(inquiry).get("name");
        return known == null ? then.get(inquiry).get("name") : known;
    }

    /** {@code MANNER ADDRESS MACHINE}: as what it asks, at which address, and all that it shows of itself. */
    private static String word(String inquiry, int number) {
        return inquiry.split(" ", WORDS)[number];
    }

    /** For people: what changes alike is said once. @return whether anything does */
    boolean tell(PrintStream out) {
        Map<String, Map<List<Change>, List<String>>> machines = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>();
        for (String inquiry : inquiries) {
            String machine = word(inquiry, WORDS - 1);
            known.add(machine);
            List<Change> changes = changes(inquiry);
            if (!changes.isEmpty()) {
                machines.computeIfAbsent(machine, none -> new LinkedHashMap<>())
                        .computeIfAbsent(changes, none -> new ArrayList<>())
                        .add(inquiry);
            }
        }
        machines.forEach((machine, groups) -> groups.forEach((changes, alike) -> {
            out.println(title(machine, alike));
            changes.forEach(change -> {
                line(out, '-', change.field(), change.before());
                line(out, '+', change.field(), change.after());
            });
        }));
        out.println(known.size() + " known, " + machines.size() + " answered differently");
        return !machines.isEmpty();
    }

    private String title(String machine, List<String> alike) {
        Object name = name(alike.get(0));
        return machine + (name == null ? "" : " (" + name + ")") + " as " + words(alike, 0) + " at " + words(alike, 1);
    }

    private static String words(List<String> inquiries, int number) {
        return inquiries.stream().map(each -> word(each, number)).distinct().collect(Collectors.joining(", "));
    }

    private static void line(PrintStream out, char sign, String field, Object value) {
        if (value != null) {
            out.printf("  %c %-32s%s%n", sign, field, value);
        }
    }

    /** An object a line for each inquiry that changes. @return whether any does */
    boolean tellJson(PrintStream out) {
        boolean any = false;
        for (String inquiry : inquiries) {
            List<Change> changes = changes(inquiry);
            if (!changes.isEmpty()) {
                any = true;
                Map<String, Object> before = new LinkedHashMap<>();
                Map<String, Object> after = new LinkedHashMap<>();
                changes.forEach(change -> {
                    before.put(change.field(), change.before());
                    after.put(change.field(), change.after());
                });
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("inquiry", inquiry);
                object.put("name", name(inquiry));
                object.put("before", before);
                object.put("after", after);
                out.println(Json.write(object));
            }
        }
        return any;
    }
}
