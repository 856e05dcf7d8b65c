package org.stirrup.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostImport;
import org.stirrup.api.host.HostSettings;

/**
 * The directory of hosts as a service, kept in {@code data/hosts.txt} of the home folder; what groups boot is in
 * {@code data/groups.txt}.
 */
@Component(
        service = {HostDirectory.class, HostImport.class, HostSettings.class, SelfCheck.class},
        immediate = true)
public final class HostBook implements HostDirectory, HostImport, HostSettings, SelfCheck {
    /** More machines than a network of this kind has, and few enough to keep in memory: some ten megabytes. */
    private static final int LIMIT = 20_000;

    /** How long the time that a machine was last seen may wait to be written. What matters more is written at once. */
    private static final int FLUSH_SECONDS = 5;

    private final KnownHosts hosts;
    private final GroupBook groups;
    private final ScheduledExecutorService flushing =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "stirrup-hosts"));

    @Activate
    public HostBook(BundleContext context) throws IOException {
        Path path = Path.of(context.getProperty("stirrup.home"), "data", "hosts.txt");
        boolean checking = Boolean.parseBoolean(context.getProperty("stirrup.check"));
        this.hosts = checking
                ? KnownHosts.look(path, InstantSource.system(), LIMIT)
                : KnownHosts.open(path, InstantSource.system(), LIMIT);
        this.groups = new GroupBook(path.resolveSibling("groups.txt"));
        flushing.scheduleWithFixedDelay(hosts::flush, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    public void stop() throws IOException {
        flushing.shutdown();
        hosts.close();
    }

    @Override
    public Optional<Host> seen(BootClient client) {
        return hosts.seen(client);
    }

    @Override
    public Optional<Host> find(MacAddress mac) {
        return hosts.find(mac);
    }

    @Override
    public List<Host> all() {
        return hosts.all();
    }

    @Override
    public Report report(String token, Host.State state, String note, Hardware found) {
        return hosts.report(token, state, note, found);
    }

    @Override
    public Optional<Host> reinstall(MacAddress mac) {
        return hosts.reinstall(mac);
    }

    @Override
    public Optional<Host> assign(MacAddress mac, Collection<String> groups) {
        return hosts.assign(mac, groups);
    }

    @Override
    public void enter(Collection<Host> given) {
        hosts.enter(given);
    }

    @Override
    public Optional<Assignment> assigned(Host host) {
        return groups.of(host);
    }

    @Override
    public Map<String, Assignment> groups() {
        return groups.all();
    }

    @Override
    public Optional<Host> assign(MacAddress mac, Optional<Assignment> assignment) {
        return hosts.assign(mac, assignment);
    }

    @Override
    public void assignGroup(String group, Optional<Assignment> assignment) {
        groups.assign(group, assignment);
    }

    @Override
    public Optional<Host> name(MacAddress mac, Optional<String> name) {
        return hosts.name(mac, name);
    }

    @Override
    public Optional<Host> hardware(MacAddress mac, Hardware hardware) {
        return hosts.hardware(mac, hardware);
    }

    @Override
    public List<Finding> findings() {
        return Stream.concat(hosts.findings().stream(), groups.findings().stream())
                .toList();
    }
}
