package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import java.util.List;
import org.stirrup.console.doctor.Diagnosis;

/** What the doctor says of one machine, as the page's script reads it. */
final class DiagnosisJson {
    private DiagnosisJson() {}

    static void write(List<Diagnosis> diagnoses, JsonGenerator json) {
        json.writeStartArray("diagnoses");
        for (Diagnosis diagnosis : diagnoses) {
            json.writeStartObject()
                    .write("name", diagnosis.name())
                    .write("what", diagnosis.what())
                    .write("remedy", diagnosis.remedy())
                    .writeStartArray("evidence");
            diagnosis.evidence().forEach(line -> json.writeStartObject()
                    .write("time", line.time().toEpochMilli())
                    .write("kind", line.event().kind().name())
                    .write(
                            "text",
                            line.event()
                                    .details()
                                    .getOrDefault("file", line.event().text()))
                    .writeEnd());
            json.writeEnd().writeEnd();
        }
        json.writeEnd();
    }
}
