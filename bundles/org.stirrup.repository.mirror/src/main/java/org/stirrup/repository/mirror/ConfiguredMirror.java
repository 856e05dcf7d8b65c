package org.stirrup.repository.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.Repository;
import org.stirrup.repository.mirror.cache.Cache;
import org.stirrup.repository.mirror.fetch.Fetches;
import org.stirrup.repository.mirror.upstream.Upstream;
import org.stirrup.repository.mirror.verify.Checksums;

/** A mirror in the content tree for each configuration. Without one nothing is asked of anybody. */
@Component(configurationPid = SettingsReading.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
@Designate(ocd = MirrorConfig.class, factory = true)
public final class ConfiguredMirror implements SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredMirror.class);

    private final BundleContext context;
    private final Path home;
    private Optional<Settings> settings = Optional.empty();
    private Fetches fetches;
    private ServiceRegistration<Repository> registration;
    private String source = SettingsReading.PID;
    private List<Finding> mistakes = List.of();

    @Activate
    public ConfiguredMirror(BundleContext context, MirrorConfig config, Map<String, Object> properties) {
        this.context = context;
        this.home = Path.of(context.getProperty("stirrup.home"));
        configure(config, properties);
    }

    @Modified
    synchronized void configure(MirrorConfig config, Map<String, Object> properties) {
        source = Finding.sourceOf(properties, SettingsReading.PID);
        Reading<Settings> reading = SettingsReading.of(config, properties, home);
        mistakes = reading.findings();
        mistakes.forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
        boolean checking = Boolean.parseBoolean(context.getProperty("stirrup.check"));
        if (reading.settings().isEmpty() || reading.settings().equals(settings) || checking) {
            return; // what was in force stays so
        }
        stop();
        try {
            start(reading.settings().get());
            settings = reading.settings();
        } catch (IOException e) {
            mistakes = List.of(new Finding(
                    Finding.Severity.ERROR,
                    source,
                    "nothing is mirrored: the cache cannot be used: " + e,
                    "make the folder " + reading.settings().get().folder() + " writable for "
                            + System.getProperty("user.name")));
            LOG.error("{}: {}", source, mistakes.get(0).message());
        }
    }

    private void start(Settings now) throws IOException {
        InstantSource clock = InstantSource.system();
        Cache cache = new Cache(now.folder(), now.limit(), clock);
        Checksums checksums = new Checksums();
        fetches = new Fetches(new Upstream(now.upstream(), now.redirectHosts()), cache, checksums, clock);
        fetches.learnKept();
        registration = context.registerService(
                Repository.class,
                new Mirror(cache, checksums, fetches, now.refresh(), clock),
                FrameworkUtil.asDictionary(
                        Map.of(Repository.MOUNT, now.mount().text(), Constants.SERVICE_RANKING, now.ranking())));
        LOG.info(
                "Mirror of {} at {}: {} files are kept, {} bytes",
                now.upstream(),
                now.mount(),
                cache.all().size(),
                cache.size());
    }

    @Deactivate
    synchronized void stop() {
        settings = Optional.empty();
        if (registration != null) {
            registration.unregister();
            registration = null;
            fetches.close();
            fetches = null;
        }
    }

    @Override
    public synchronized List<Finding> findings() {
        List<Finding> all = new ArrayList<>(mistakes);
        if (fetches != null) {
            fetches.trouble()
                    .ifPresent(because -> all.add(new Finding(
                            Finding.Severity.WARNING,
                            source,
                            "the upstream does not answer: " + because + "; what is kept is served",
                            "see whether this machine reaches it")));
            fetches.verdicts()
                    .refused()
                    .forEach((path, because) -> all.add(new Finding(
                            Finding.Severity.ERROR,
                            source,
                            path + " is not served: it " + because,
                            "see whether the upstream is whole, or between two versions; it is asked for again at the"
                                    + " next request")));
        }
        return all;
    }
}
