package org.stirrup.features.swap;

import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.stirrup.api.swap.Drain;
import org.stirrup.api.swap.Drains;

/** The service as one bundle sees it, so that it need not say which it is. */
@Component(scope = ServiceScope.BUNDLE)
public final class BundleDrains implements Drains {
    private final DrainBook book;
    private final Bundle user;

    @Activate
    public BundleDrains(ComponentContext context, @Reference DrainBook book) {
        this.book = book;
        this.user = context.getUsingBundle();
    }

    @Override
    public void hold(Drain drain) {
        book.hold(user, drain);
    }
}
