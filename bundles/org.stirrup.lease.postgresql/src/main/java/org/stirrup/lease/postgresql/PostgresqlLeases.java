package org.stirrup.lease.postgresql;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.lease.postgresql.database.Connections;
import org.stirrup.lease.postgresql.database.Login;
import org.stirrup.lease.postgresql.store.LeaseTable;

/**
 * Offers the leases of a PostgreSQL database as a {@link LeaseBackend}, from the beginning and also while the database
 * is away: then every change fails, and no lease is given that is not saved.
 */
@Component(service = SelfCheck.class, immediate = true, configurationPid = Settings.PID)
@Designate(ocd = Config.class)
public final class PostgresqlLeases implements SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlLeases.class);

    /** Before the file: whoever installs the database means it. */
    private static final int RANKING = 100;

    private final BundleContext context;

    /** Whether leases are only shown: nothing is changed in the database. */
    private final boolean reading;

    private Optional<Settings> settings = Optional.empty();
    private Optional<ServiceRegistration<LeaseBackend>> registration = Optional.empty();
    private volatile Optional<Connections> connections = Optional.empty();
    private volatile List<Finding> wrong = List.of();

    @Activate
    public PostgresqlLeases(BundleContext context, Config config, Map<String, Object> properties) {
        this.context = context;
        this.reading = Boolean.parseBoolean(context.getProperty("stirrup.reading"));
        modified(config, properties);
    }

    @Modified
    synchronized void modified(Config config, Map<String, Object> properties) {
        Settings.Reading read = Settings.read(config, properties);
        wrong = read.findings();
        wrong.forEach(finding -> LOG.error("{}: {}; {}", finding.source(), finding.message(), finding.remedy()));
        if (read.settings().isPresent()
                && !settings.equals(read.settings())
                && (reading || !Boolean.parseBoolean(context.getProperty("stirrup.check")))) {
            follow(read.settings().get());
        }
    }

    /** Another database is another place of leases; another login to the same one is none. */
    private void follow(Settings next) {
        Optional<Connections> former = connections;
        if (settings.filter(now -> !now.place().equals(next.place())).isPresent()) {
            deactivate();
        }
        settings = Optional.of(next);
        connections = Optional.of(new Connections(
                next.place(),
                new Login(next.url(), next.user(), next.passwordFile(), next.passwordVariable()),
                next.connections(),
                reading));
        former.ifPresent(Connections::close);
        if (registration.isEmpty()) {
            Dictionary<String, Object> properties = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, RANKING));
            LeaseTable table = new LeaseTable(next.place(), () -> connections.orElseThrow());
            registration = Optional.of(context.registerService(LeaseBackend.class, table, properties));
        }
    }

    @Deactivate
    synchronized void deactivate() {
        // First the service, whose leases are read once more by whoever comes after it.
        registration.ifPresent(ServiceRegistration::unregister);
        registration = Optional.empty();
        connections.ifPresent(Connections::close);
    }

    @Override
    public synchronized List<Finding> findings() {
        List<Finding> all = new ArrayList<>(wrong);
        if (settings.isPresent() && connections.isPresent()) {
            add(settings.get(), connections.get(), all);
        }
        return all;
    }

    private static void add(Settings settings, Connections connections, List<Finding> all) {
        String where = "url=" + settings.place() + ", user=" + settings.user() + ": ";
        connections
                .away()
                .ifPresent(why -> all.add(new Finding(
                        Finding.Severity.ERROR,
                        settings.source(),
                        where + why + ". No address is given until the database can be used",
                        "mend that; it is tried again every second")));
        if (connections.away().isEmpty()) {
            connections
                    .failure()
                    .ifPresent(why -> all.add(new Finding(
                            Finding.Severity.ERROR,
                            settings.source(),
                            where + "the database refused: " + why,
                            "mend that in the database; leases are saved again as soon as it takes them")));
        }
        if (!connections.isSynced()) {
            all.add(new Finding(
                    Finding.Severity.WARNING,
                    settings.source(),
                    where + "the server has fsync off: a loss of power there loses leases",
                    "set fsync = on in its postgresql.conf"));
        }
    }
}
