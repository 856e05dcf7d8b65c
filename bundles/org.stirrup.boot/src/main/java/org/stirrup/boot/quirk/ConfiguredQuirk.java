package org.stirrup.boot.quirk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.QuirkRows;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.SelfCheck;

/** A row of the administrator's for each configuration. */
@Component(
        service = {QuirkRows.class, SelfCheck.class},
        configurationPid = "org.stirrup.boot.quirk",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "service.ranking:Integer=" + QuirkRows.USER_RANKING)
@Designate(ocd = ConfiguredQuirk.Config.class, factory = true)
public final class ConfiguredQuirk implements QuirkRows, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredQuirk.class);

    /** Strings all, so that a value that cannot be is refused with its key and not by the framework. */
    @ObjectClassDefinition(
            name = "Stirrup quirk",
            description =
                    "What is done differently for machines whose firmware does what no standard says. A row for"
                            + " every machine that fits all that is given here; `bin/stirrup sh quirks` lists the rows in force.")
    @interface Config {
        @AttributeDefinition(
                description = "Lower-case words joined by dashes; the row takes the place of one that is built in and"
                        + " has this name")
        String name() default "";

        @AttributeDefinition(
                description =
                        "What is done: taken-for ARCHITECTURE, speaks-as STAGE, no-uuid, goes-by-mac, broadcast, largest-reply"
                                + " BYTES, least-reply BYTES, option CODE HEX, rewrite REGEX to TEXT, size-probe, file-probe,"
                                + " largest-block BYTES, largest-window BLOCKS, least-wait MILLIS")
        String effect() default "";

        @AttributeDefinition(description = "Regular expression for the whole of option 60; nothing is any")
        String vendorClass() default "";

        @AttributeDefinition(description = "Regular expression for the whole of option 77; nothing is any")
        String userClass() default "";

        @AttributeDefinition(description = "Codes of option 93 separated by commas, such as 7,9; nothing is any")
        String architectures() default "";

        @AttributeDefinition(
                description = "Who speaks, separated by commas: bootp, pxe_rom, http_boot, ipxe, operating_system;"
                        + " nothing is any")
        String stages() default "";

        @AttributeDefinition(
                description = "Beginnings of MAC addresses separated by commas, such as b8:27:eb; nothing is any")
        String macPrefixes() default "";

        @AttributeDefinition(
                description = "Regular expression for the whole name of a file asked for by TFTP; for rewrite, and for"
                        + " what holds for some files only")
        String path() default "";

        @AttributeDefinition(description = "Where this was seen: machine, firmware version, capture")
        String seen() default "";

        @AttributeDefinition(name = "Name hint", description = "How the web console names it")
        String webconsole_configurationFactory_nameHint() default "{name}: {effect}";
    }

    private volatile List<Quirk> rows = List.of();
    private volatile List<Finding> findings = List.of();

    @Activate
    public ConfiguredQuirk(Config config, Map<String, Object> properties) {
        configure(config, properties);
    }

    @Modified
    void configure(Config config, Map<String, Object> properties) {
        Reading<Quirk> reading = read(config, properties);
        reading.settings().ifPresent(good -> rows = List.of(good));
        findings = reading.findings();
        findings.forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
    }

    @Override
    public List<Quirk> rows() {
        return rows;
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }

    private static Reading<Quirk> read(Config config, Map<String, Object> properties) {
        Reading.Complaints wrong = new Reading.Complaints(properties, "org.stirrup.boot.quirk");
        QuirkEffect effect = wrong.parsed(
                "effect",
                () -> EffectText.parse(config.effect()),
                config.effect(),
                new QuirkEffect.NoUuid(),
                EffectText.REMEDY);
        Quirk.Match match = new Quirk.Match(
                regex(wrong, "vendorClass", config.vendorClass()),
                regex(wrong, "userClass", config.userClass()),
                set(
                        wrong,
                        "architectures",
                        config.architectures(),
                        code -> new Architecture(EffectText.number(code)),
                        "write codes such as 7,9"),
                set(
                        wrong,
                        "stages",
                        config.stages(),
                        EffectText::stage,
                        "write bootp, pxe_rom, http_boot, ipxe or operating_system"),
                set(
                        wrong,
                        "macPrefixes",
                        config.macPrefixes(),
                        prefix -> Quirk.Match.ANY
                                .macPrefixes(prefix.toLowerCase(Locale.ROOT).replace('-', ':'))
                                .macPrefixes()
                                .iterator()
                                .next(),
                        "write hex pairs such as b8:27:eb"),
                regex(wrong, "path", config.path()));
        if (effect instanceof QuirkEffect.Rewrite && match.path().isEmpty()) {
            wrong.refuse(
                    "path", config.path(), "a rewrite needs to say of which names", "write a path such as .*\\\\.*");
        }
        String seen =
                config.seen().isBlank() ? "the administrator" : config.seen().strip();
        Optional<Quirk> quirk = wrong.parsed(
                "name",
                () -> Optional.of(new Quirk(config.name().strip(), match, effect, seen)),
                config.name(),
                Optional.empty(),
                "write a name such as old-printers");
        return wrong.reading(quirk::orElseThrow);
    }

    private static Optional<Pattern> regex(Reading.Complaints wrong, String key, String written) {
        return written.isBlank()
                ? Optional.empty()
                : wrong.parsed(
                        key,
                        () -> Optional.of(EffectText.regex(written.strip())),
                        written,
                        Optional.empty(),
                        "write a regular expression of Java's");
    }

    private static <T> Set<T> set(
            Reading.Complaints wrong, String key, String written, Function<String, T> parser, String remedy) {
        return wrong.parsed(
                key,
                () -> Arrays.stream(written.split(","))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .map(parser)
                        .collect(Collectors.toUnmodifiableSet()),
                written,
                Set.of(),
                remedy);
    }
}
