package org.stirrup.health;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.stirrup.api.check.Listener;

/** Whether every server has its ports. */
@Component(property = {HealthCheck.NAME + "=Stirrup: ports", HealthCheck.TAGS + "=stirrup"})
public final class PortsCheck implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    volatile List<Listener> listeners = List.of();

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        List<Listener.Port> ports = listeners.stream()
                .flatMap(listener -> listener.ports().stream())
                .toList();
        for (Listener.Port port : ports) {
            if (port.open()) {
                log.info("{} listens on {}", port.protocol(), port.address());
            } else {
                log.critical("{} does not listen on {}", port.protocol(), port.address());
            }
        }
        if (ports.isEmpty()) {
            log.critical("no server listens: choose a network interface in etc/org.stirrup.net.cfg");
        }
        return new Result(log);
    }
}
