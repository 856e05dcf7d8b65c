package org.stirrup.menu.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.SelfCheck;

/** One entry for each configuration. A service of this bundle for itself: the menu is made of those that are there. */
@Component(
        service = {OwnEntry.class, SelfCheck.class},
        configurationPid = EntryReading.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = EntryConfig.class, factory = true)
public final class OwnEntry implements SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(OwnEntry.class);

    private volatile Optional<Entry> entry = Optional.empty();
    private volatile String source = EntryReading.PID;
    private volatile List<Finding> refused = List.of();

    @Activate
    public OwnEntry(EntryConfig config, Map<String, Object> properties) {
        configure(config, properties);
    }

    @Modified
    void configure(EntryConfig config, Map<String, Object> properties) {
        Reading<Entry> reading = EntryReading.of(config, properties);
        source = Finding.sourceOf(properties, EntryReading.PID);
        if (reading.settings().isPresent()) {
            entry = reading.settings();
        }
        refused = reading.findings();
        refused.forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
    }

    /** The last that could be read; empty when none ever could. */
    public Optional<Entry> entry() {
        return entry;
    }

    /** Where it is written. */
    public String source() {
        return source;
    }

    @Override
    public List<Finding> findings() {
        return refused;
    }
}
