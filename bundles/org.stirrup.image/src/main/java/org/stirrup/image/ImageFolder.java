package org.stirrup.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.MenuProvider;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.RenderedContent;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.image.Image;
import org.stirrup.api.image.ImageCatalogue;
import org.stirrup.api.image.ImageLocation;
import org.stirrup.api.image.ImageRules;
import org.stirrup.image.catalogue.Catalogue;
import org.stirrup.image.catalogue.ServedImage;
import org.stirrup.image.identify.Identifier;
import org.stirrup.image.identify.RuleBook;
import org.stirrup.image.identify.RuleSources;
import org.stirrup.image.menu.InstallerMenu;

/** Watches the images folder while it lives, and offers what lies there. */
@Component(
        configurationPid = "org.stirrup.image",
        immediate = true,
        service = {ImageCatalogue.class, ImageLocation.class, MenuProvider.class, SelfCheck.class})
@Designate(ocd = ImageFolder.Config.class)
public final class ImageFolder implements ImageCatalogue, ImageLocation, MenuProvider, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ImageFolder.class);
    private static final long LOOK_EVERY_MILLIS = 1000;

    /** Strings all, so that a value that cannot be is refused with its key and not by the framework. */
    @ObjectClassDefinition(
            name = "Stirrup images",
            description = "The folder of installer images and what is offered of them")
    @interface Config {
        @AttributeDefinition(description = "Folder that is watched for *.iso files; absolute, or below the home folder")
        String folder() default "images";

        @AttributeDefinition(description = "Seconds that a file must stay as it is before it is opened")
        String settle() default "2";

        @AttributeDefinition(
                description = "What installers fetch their packages by: auto (FTP for the CentOS family when it is"
                        + " served, else HTTP), ftp or http; another for one image as in 'auto; CentOS-7: http'."
                        + " While nothing serves the one that is wanted, menus name the other")
        String protocol() default "auto";

        @AttributeDefinition(description = "Whether menu entries name an answer file: true or false")
        String answers() default "true";

        @AttributeDefinition(
                description = "Words added to the kernel's arguments. Parts are separated by semicolons; a part may"
                        + " start with an image id and a colon: 'console=ttyS0; CentOS-7: inst.text'")
        String arguments() default "";
    }

    @Reference(
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            cardinality = ReferenceCardinality.MULTIPLE,
            fieldOption = FieldOption.REPLACE)
    private volatile List<ContentEndpoint> endpoints = List.of();

    @Reference(
            target = "(" + RenderedContent.MOUNT + "=answers)",
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            cardinality = ReferenceCardinality.MULTIPLE,
            fieldOption = FieldOption.REPLACE)
    private volatile List<RenderedContent> answers = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Map.Entry<Map<String, Object>, ImageRules>> brought = List.of();

    @Reference(
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            cardinality = ReferenceCardinality.OPTIONAL)
    volatile HostDirectory hosts;

    private final boolean checkOnly;
    private final String home;
    private final Catalogue catalogue;
    private final RuleSources rules;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "stirrup-images");
        thread.setDaemon(true);
        return thread;
    });
    private volatile ImageSettings settings;
    private volatile List<Finding> mistakes = List.of();

    @Activate
    public ImageFolder(BundleContext context, Config config, Map<String, Object> properties) {
        checkOnly = Boolean.parseBoolean(context.getProperty("stirrup.check"));
        home = context.getProperty("stirrup.home");
        catalogue = new Catalogue(
                new Identifier(RuleBook.bundled()),
                checkOnly ? (at, tree) -> () -> {} : (at, tree) -> mount(context, at, tree),
                this::isUsers,
                InstantSource.system());
        rules = new RuleSources(inHome("data/rules"));
        settings = ImageSettings.defaults(home);
        configure(config, properties);
        if (checkOnly) {
            look();
            looking.shutdown();
        } else {
            looking.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Modified
    void configure(Config config, Map<String, Object> properties) {
        SettingsReader reader = new SettingsReader(settings, home, Finding.sourceOf(properties, "org.stirrup.image"));
        settings = reader.read(config);
        mistakes = reader.findings();
        mistakes.forEach(mistake -> LOG.error("{}: {}; {}", mistake.source(), mistake.message(), mistake.remedy()));
    }

    @Deactivate
    void stop() throws InterruptedException {
        looking.shutdown(); // not shutdownNow: an interrupt would tear a read in two
        if (!looking.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("an image is still being looked at");
        }
        catalogue.close();
    }

    private static Runnable mount(BundleContext context, ResourcePath at, Repository tree) {
        ServiceRegistration<Repository> registration = context.registerService(
                Repository.class, tree, FrameworkUtil.asDictionary(Map.of(Repository.MOUNT, at.text())));
        return registration::unregister;
    }

    private Path inHome(String path) {
        return Path.of(home == null ? "" : home).resolve(path);
    }

    /** Whether the user has a file of that name, which comes before the image's (see the feature "core"). */
    private boolean isUsers(ResourcePath path) {
        return Files.isRegularFile(inHome("files").resolve(path.text()));
    }

    private List<ImageRules> broughtRules() {
        return brought.stream()
                .sorted(Comparator.comparingInt(ImageFolder::ranking).reversed().thenComparing(each -> each.getValue()
                        .name()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static int ranking(Map.Entry<Map<String, Object>, ImageRules> rules) {
        return rules.getKey().get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    /** One look at a time: rules that changed count for the look that found them. */
    synchronized void look() {
        try {
            rules.look(broughtRules()).ifPresent(book -> catalogue.identifyBy(new Identifier(book)));
            ImageSettings now = settings;
            catalogue.look(now.folder(), checkOnly ? java.time.Duration.ZERO : now.settle());
        } catch (RuntimeException e) {
            LOG.error("the images folder could not be looked at", e); // and the next look comes all the same
        }
    }

    @Override
    public List<Image> images() {
        return catalogue.images();
    }

    @Override
    public Path folder() {
        return settings.folder();
    }

    @Override
    public List<MenuEntry> entries(BootClient client, BootServer server) {
        ImageSettings now = settings;
        boolean answered = !answers.isEmpty();
        List<ServedImage> images = catalogue.served();
        OptionalLong memory = memory(client);
        return Stream.concat(
                        images.stream()
                                .flatMap(image ->
                                        InstallerMenu.entry(image, client, server, now.menu(), answered, memory)
                                                .stream()),
                        InstallerMenu.rescue(images, client, server, now.menu()).stream())
                .toList();
    }

    private OptionalLong memory(BootClient client) {
        HostDirectory directory = hosts;
        return directory == null
                ? OptionalLong.empty()
                : directory
                        .find(client.mac())
                        .map(host -> host.hardware().memory())
                        .orElse(OptionalLong.empty());
    }

    @Override
    public List<Finding> findings() {
        return Stream.of(mistakes, rules.findings(), catalogue.findings(), checkOnly ? List.<Finding>of() : fetching())
                .flatMap(List::stream)
                .toList();
    }

    /** Images that are not offered, or otherwise than wanted, because nothing serves what their installer would fetch. */
    private List<Finding> fetching() {
        List<String> served = endpoints.stream().map(ContentEndpoint::protocol).toList();
        return InstallerMenu.findings(catalogue.served(), settings.menu(), served);
    }
}
