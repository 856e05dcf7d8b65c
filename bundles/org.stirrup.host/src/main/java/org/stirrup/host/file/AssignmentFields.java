package org.stirrup.host.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stirrup.api.host.Assignment;

/** An assignment as fields of a line: {@code boot=ONCE image=CentOS-7 answers=kiosk}. */
final class AssignmentFields {
    private AssignmentFields() {}

    static Map<String, String> of(Assignment assignment) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("boot", assignment.mode().name());
        assignment.image().ifPresent(image -> fields.put("image", image));
        assignment.answers().ifPresent(answers -> fields.put("answers", answers));
        return fields;
    }

    /** @throws IllegalArgumentException for anything that {@link #of} does not write, with what is wrong */
    static Optional<Assignment> read(Map<String, String> fields) {
        return HostLine.optional(fields, "boot", Assignment.Mode::valueOf)
                .map(mode -> new Assignment(
                        HostLine.optional(fields, "image", Function.identity()),
                        HostLine.optional(fields, "answers", Function.identity()),
                        mode));
    }
}
