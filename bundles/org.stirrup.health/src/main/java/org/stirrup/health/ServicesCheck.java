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
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.lease.LeaseStore;

/** Whether the replaceable parts that a boot needs are there: without a lease store no address is given at all. */
@Component(property = {HealthCheck.NAME + "=Stirrup: parts", HealthCheck.TAGS + "=stirrup"})
public final class ServicesCheck implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LeaseStore store;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootResolver resolver;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    volatile List<BootLoader> loaders = List.of();

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        if (store == null) {
            log.critical("no lease store: no address is given; put lease-embedded.feature.json into features/");
        }
        if (resolver == null) {
            log.critical("nothing decides what machines boot: the bundle org.stirrup.boot does not run");
        }
        if (loaders.isEmpty()) {
            log.critical("no boot loader: no machine can boot; put loader-pxelinux.feature.json into features/");
        } else {
            log.info(
                    "loaders: {}",
                    loaders.stream().map(BootLoader::name).sorted().toList());
        }
        return new Result(log);
    }
}
