package org.stirrup.shell.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.forecast.Inquiry;
import org.stirrup.api.forecast.ReplyForecast;
import org.stirrup.api.forecast.ReplyForecast.Known;
import org.stirrup.shell.text.Json;
import org.stirrup.shell.text.Table;

/** {@code replies}: what each machine that is known would be answered; nothing is sent. */
@Component(
        service = Replies.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=replies"})
public final class Replies {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ReplyForecast forecast;

    @Descriptor(
            "what each machine that is known would be answered by DHCP, were no other server there; nothing is sent")
    public void replies(
            CommandSession session,
            @Descriptor("as JSON, an object a line, with every field")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor(
                            "a file of lines KIND ADDRESS MACHINE, to ask those instead: uefi 192.168.1.50 52:54:00:77:00:10")
                    @Parameter(names = "--of", absentValue = "")
                    String file,
            @Descriptor("when they ask, if not now: 2026-01-31T12:00:00Z") @Parameter(names = "--at", absentValue = "")
                    String at)
            throws IOException {
        ReplyForecast present = forecast;
        if (present == null) {
            throw new IllegalStateException("org.stirrup.dhcp, which answers machines, is not running");
        }
        List<Known> all = file.isEmpty() ? present.known() : given(Path.of(file));
        Instant now = at.isEmpty() ? Instant.now() : Instant.parse(at);
        if (json) {
            for (Known each : all) {
                session.getConsole().println(Json.of(object(each, present.answer(each.inquiry(), now))));
            }
        } else {
            present.assumptions().forEach(session.getConsole()::println);
            session.getConsole().println(table(present, all, now));
        }
    }

    private static List<Known> given(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(line -> new Known(Inquiry.parse(line), Optional.empty()))
                .toList();
    }

    private static Map<String, Object> object(Known known, Map<String, String> answer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("inquiry", known.inquiry());
        object.put("name", known.name());
        object.put("answer", answer);
        return object;
    }

    private static String table(ReplyForecast forecast, List<Known> all, Instant now) {
        Table table = new Table("MACHINE", "NAME", "ASKS AS", "GETS", "BOOTS");
        for (Known each : all) {
            Map<String, String> answer = forecast.answer(each.inquiry(), now);
            table.row(
                    each.inquiry().identities().get(0),
                    each.name().orElse("-"),
                    each.inquiry().manner(),
                    Optional.ofNullable(answer.get("no answer"))
                            .map(because -> "nothing: " + because)
                            .or(() -> Optional.ofNullable(answer.get("yiaddr")))
                            .orElseGet(() -> reply(answer)),
                    answer.getOrDefault("boots", "-"));
        }
        return table.isEmpty() ? "no machine is known yet" : table.toString();
    }

    private static String reply(Map<String, String> answer) {
        return answer.entrySet().stream()
                .filter(entry -> entry.getKey().equals("reply"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining());
    }
}
