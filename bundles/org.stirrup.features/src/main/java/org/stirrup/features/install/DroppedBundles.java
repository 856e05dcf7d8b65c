package org.stirrup.features.install;

import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what became of a bundle that somebody dropped into {@code deploy/}: started, updated, removed. */
@Component(service = DroppedBundles.class, immediate = true)
public final class DroppedBundles implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedBundles.class);

    private final BundleContext context;
    private final String deploy;

    @Activate
    public DroppedBundles(BundleContext context) {
        this.context = context;
        this.deploy =
                "file:" + Path.of(context.getProperty("stirrup.home"), "deploy").toAbsolutePath() + "/";
        context.addBundleListener(this);
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (!bundle.getLocation().startsWith(deploy)) {
            return;
        }
        String file = bundle.getLocation().substring(deploy.length());
        String what = bundle.getSymbolicName() + " " + bundle.getVersion();
        switch (event.getType()) {
            case BundleEvent.STARTED -> LOG.info("deploy/{}: {} started", file, what);
            case BundleEvent.UPDATED -> LOG.info("deploy/{}: updated to {}", file, what);
            case BundleEvent.UNINSTALLED -> LOG.info("deploy/{}: {} removed", file, what);
            default -> {
                // The steps between are not for people.
            }
        }
    }
}
