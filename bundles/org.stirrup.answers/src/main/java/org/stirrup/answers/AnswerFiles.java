package org.stirrup.answers;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.answers.format.Format;
import org.stirrup.answers.render.Rendering;
import org.stirrup.answers.settings.Settings;
import org.stirrup.answers.settings.SettingsReading;
import org.stirrup.answers.target.Repositories;
import org.stirrup.answers.target.Target;
import org.stirrup.answers.target.Variables;
import org.stirrup.answers.template.Templates;
import org.stirrup.answers.template.Templates.Template;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.RenderedContent;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostSettings;
import org.stirrup.api.image.Image;
import org.stirrup.api.image.ImageCatalogue;

/**
 * {@code answers/<image id>/ks.cfg}, {@code preseed.cfg} and so on: an answer file for the machine that asks. It names that
 * machine's secret, so it is given to whoever has that machine's address and to nobody else; a template with a fault is
 * not served at all.
 */
@Component(
        service = {RenderedContent.class, SelfCheck.class},
        configurationPid = "org.stirrup.answers",
        property = RenderedContent.MOUNT + "=answers")
@Designate(ocd = AnswerFiles.Config.class)
public final class AnswerFiles implements RenderedContent, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerFiles.class);

    @ObjectClassDefinition(
            name = "Stirrup answers",
            description = "What an installer is told instead of asking. Templates of your own: data/answers/<image>.ks"
                    + ", .preseed, .user-data, .autoyast, .agama or .unattend for one image, data/answers/ks.cfg,"
                    + " preseed.cfg, user-data, autoinst.xml, agama.json or unattend.xml for all.")
    @interface Config {
        @AttributeDefinition(name = "Language", description = "Locale of the installed system.")
        String lang() default "en_US.UTF-8";

        @AttributeDefinition(name = "Keyboard", description = "Keyboard layout of the installed system.")
        String keyboard() default "us";

        @AttributeDefinition(name = "Time zone", description = "As in Europe/Berlin; the hardware clock is UTC.")
        String timezone() default "UTC";

        @AttributeDefinition(
                name = "Root password hash",
                description = "Output of 'openssl passwd -6'. Never a password. Empty: root's account is locked.",
                type = AttributeType.PASSWORD)
        String rootPasswordHash() default "";

        @AttributeDefinition(
                name = "SSH keys",
                description = "Public keys that may log in as root, as in an id_ed25519.pub; several are separated by"
                        + " commas.")
        String[] sshKeys() default {};

        @AttributeDefinition(
                name = "Windows share",
                description =
                        "Where Windows is installed from, as \\\\server\\share: it holds the files of the image and"
                                + " can be read without a password. In a file of etc/ each backslash is written twice.")
        String windowsShare() default "";
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostDirectory hosts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ImageCatalogue images;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostSettings hostSettings;

    /** Asked for the menu, which says where this machine's packages come from. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootResolver boot;

    private final Map<Format, Templates> templates = new EnumMap<>(Format.class);
    private final InstantSource clock = InstantSource.system();
    private volatile Optional<Settings> settings = Optional.empty();
    private volatile List<Finding> configured = List.of();

    @Activate
    public AnswerFiles(BundleContext context, Config config, Map<String, Object> properties) {
        Path folder = Path.of(context.getProperty("stirrup.home"), "data", "answers");
        for (Format format : Format.values()) {
            templates.put(format, new Templates(folder, format));
        }
        configure(config, properties);
    }

    @Modified
    void configure(Config config, Map<String, Object> properties) {
        String source = Finding.sourceOf(properties, "org.stirrup.answers");
        SettingsReading reading = SettingsReading.of(
                source,
                config.lang(),
                config.keyboard(),
                config.timezone(),
                config.rootPasswordHash(),
                config.sshKeys(),
                config.windowsShare());
        if (reading.settings().isPresent()) {
            settings = reading.settings();
        }
        configured = reading.findings();
        configured.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
    }

    @Override
    public Lookup find(ResourcePath path, BootClient client, BootServer server) {
        List<String> segments = path.segments();
        Optional<Format> format = segments.size() == 2 ? Format.named(segments.get(1)) : Optional.empty();
        if (format.isEmpty()) {
            return new Lookup.Absent("answer files are named <image>/"
                    + Stream.of(Format.values()).map(Format::file).collect(joining(" or <image>/")));
        }
        if (client.mac().equals(MacAddress.UNKNOWN)) {
            return new Lookup.Refused("nobody is known at this address; an answer file is only for its own machine");
        }
        return find(segments.get(0), format.get(), client, server);
    }

    private Lookup find(String id, Format format, BootClient client, BootServer server) {
        ImageCatalogue catalogue = images;
        Optional<Image.State.Ready> image = catalogue == null ? Optional.empty() : ready(catalogue, id);
        if (catalogue != null && !templates.get(format).isOwn(id)) {
            if (image.isEmpty()) {
                return new Lookup.Absent("no image " + id + " is ready");
            }
            if (!format.isFor(image.get().family())) {
                return new Lookup.Absent("no built-in " + format.file() + " for images of the family "
                        + image.get().family() + " such as " + id);
            }
        }
        return answer(image.map(Target::of).orElseGet(() -> Target.named(id)), format, client, server);
    }

    private static Optional<Image.State.Ready> ready(ImageCatalogue catalogue, String id) {
        return catalogue.images().stream()
                .map(Image::state)
                .filter(Image.State.Ready.class::isInstance)
                .map(Image.State.Ready.class::cast)
                .filter(image -> image.id().equals(id))
                .findFirst();
    }

    private Lookup answer(Target target, Format format, BootClient client, BootServer server) {
        Optional<Settings> good = settings;
        if (good.isEmpty()) {
            return new Lookup.Failed(
                    "the configuration is wrong: " + configured.get(0).message());
        }
        BootResolver resolver = boot;
        Optional<Menu> menu = Optional.ofNullable(resolver).map(it -> it.menu(client, server));
        Optional<String> repository = Repositories.of(target, menu, server, format.protocols());
        if (repository.isEmpty() && target.packages()) {
            return new Lookup.Failed("neither FTP nor HTTP is served, so there is no repository to install from");
        }
        HostDirectory directory = hosts;
        Optional<Host> host = directory == null ? Optional.empty() : directory.find(client.mac());
        String noReports = directory == null ? "no host directory is installed" : "this machine is not known";
        Map<String, String> variables = Variables.of(target, repository, client, server, good.get(), host, noReports);
        Templates those = templates.get(format);
        Template template = host.flatMap(known -> answersOf(known, target))
                .filter(name -> !format.accompanies() || those.isOwn(name))
                .map(those::named)
                .orElseGet(() -> those.of(target.id()));
        return lookup(format, template, variables);
    }

    /** Assigned with an image, they are that image's; another one, booted by hand, has its own. */
    private Optional<String> answersOf(Host host, Target target) {
        HostSettings present = hostSettings;
        return present == null
                ? Optional.empty()
                : present.assigned(host)
                        .filter(assignment -> assignment
                                .image()
                                .filter(image -> !image.equals(target.id()))
                                .isEmpty())
                        .flatMap(Assignment::answers);
    }

    private Lookup lookup(Format format, Template template, Map<String, String> variables) {
        if (template instanceof Template.Text text) {
            Rendering rendering = format.render(text.text(), variables);
            if (rendering instanceof Rendering.Rendered rendered) {
                return new Lookup.Found(Resource.of(rendered.text().getBytes(StandardCharsets.UTF_8), clock.instant()));
            }
            return failed(text.name() + ": " + String.join("; ", ((Rendering.Rejected) rendering).reasons()));
        }
        return failed(template.name() + " " + ((Template.Unreadable) template).because());
    }

    private static Lookup failed(String because) {
        LOG.error("No answer file is served: {}", because);
        return new Lookup.Failed(because);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(configured);
        templates.forEach((format, those) -> those.own().forEach(template -> all.addAll(wrong(format, template))));
        return all;
    }

    private static List<Finding> wrong(Format format, Template template) {
        List<String> faults = template instanceof Template.Text text
                ? format.faults(text.text())
                : List.of(((Template.Unreadable) template).because());
        return faults.stream()
                .map(fault -> new Finding(
                        Finding.Severity.ERROR,
                        template.name(),
                        fault + "; it is not served",
                        "mend the template, or remove it to use the built-in one; it is read again by itself"))
                .toList();
    }
}
