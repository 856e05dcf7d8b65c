package org.stirrup.console.tab;

import org.apache.felix.webconsole.spi.BrandingPlugin;
import org.osgi.service.component.annotations.Component;

/** The console's frame: Stirrup's name, mark and colours, light or dark as the browser asks. */
@Component(service = BrandingPlugin.class)
public final class Brand implements BrandingPlugin {
    @Override
    public String getBrandName() {
        return "Stirrup";
    }

    @Override
    public String getProductName() {
        return "Stirrup";
    }

    @Override
    public String getProductURL() {
        return "/system/console/stirrup";
    }

    @Override
    public String getProductImage() {
        return "/stirrup/res/ui/stirrup.svg";
    }

    @Override
    public String getVendorName() {
        return "Stirrup";
    }

    @Override
    public String getVendorURL() {
        return "/system/console/stirrup";
    }

    @Override
    public String getVendorImage() {
        return "/stirrup/res/ui/stirrup.svg";
    }

    @Override
    public String getFavIcon() {
        return "/stirrup/res/ui/stirrup.svg";
    }

    @Override
    public String getMainStyleSheet() {
        return "/stirrup/res/ui/frame.css";
    }
}
