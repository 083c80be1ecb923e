package cow.validator;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r5.conformance.R5ExtensionsLoader;
import org.hl7.fhir.r5.formats.JsonParser;
import org.hl7.fhir.r5.utils.validation.constants.ReferenceValidationPolicy;
import org.hl7.fhir.utilities.VersionUtil;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.hl7.fhir.validation.ValidationEngine;
import org.hl7.fhir.validation.http.FhirValidatorHttpService;
import org.hl7.fhir.validation.instance.advisor.BasePolicyAdvisorForFullValidation;

/**
 * Starts the HL7 validator as an HTTP server on loopback, without any network and without a terminology server. It takes the
 * command line of the official one as far as npm's fhir-validator-wrapper writes it, and one option of its own:
 *
 * <pre>server PORT -version 4.0.1 -tx n/a -txLog none [-ig PACKAGE#VERSION | -ig FOLDER]... -home FOLDER</pre>
 *
 * <p>{@code -home}: the folder whose .fhir/packages is the package cache, in place of the user's own. The process ends when its
 * standard input does: so it never outlives the process that started it, however that one ended.
 */
public final class Launcher {
  /** Resource types of R5 that an R4 guide may hold; the IG Publisher reads them by their R5 definitions as well. */
  private static final List<String> LATER_TYPES =
      List.of("ActorDefinition", "Requirements", "SubscriptionTopic", "TestPlan");

  private final List<String> guides = new ArrayList<>();
  private String version = "4.0.1";
  private int port;

  public static void main(String[] args) throws Exception {
    Launcher launcher = new Launcher();
    launcher.read(args);
    ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
    endWithInput();
    ValidationEngine engine = launcher.engine();
    System.out.println("FHIR Validation tool Version " + VersionUtil.getVersion());
    new FhirValidatorHttpService(engine, true, launcher.port).startServer();
  }

  private void read(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) throw new IllegalArgumentException(args[i] + " needs a value");
      String value = args[i + 1];
      switch (args[i]) {
        case "server" -> port = Integer.parseInt(value);
        case "-version" -> version = value;
        case "-ig" -> guides.add(value);
        case "-home" -> System.setProperty("user.home", value);
        case "-tx", "-txLog" -> {} // there is no terminology server, whatever the caller names
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
  }

  private ValidationEngine engine() throws Exception {
    ValidationEngine engine =
        new ValidationEngine.ValidationEngineBuilder()
            .withVersion(version)
            .withCanRunWithoutTerminologyServer(true)
            .withNoTerminologyServer()
            .fromSource("hl7.fhir.r4.core#" + version);
    engine.getContext().setNoTerminologyServer(true);
    R5ExtensionsLoader later = new R5ExtensionsLoader(engine.getPcm(), engine.getContext());
    later.load();
    later.loadR5SpecialTypes(LATER_TYPES);
    for (String guide : guides) {
      engine.getIgLoader().loadIg(engine.getIgs(), engine.getBinaries(), guide, true);
      loadLater(engine, Path.of(guide));
    }
    engine.setPolicyAdvisor(
        new BasePolicyAdvisorForFullValidation(ReferenceValidationPolicy.CHECK_TYPE_IF_EXISTS, Set.of()));
    engine.setFetcher(null);
    engine.prepare();
    return engine;
  }

  /** The loader of guides reads R4 alone, and passes over the files of other types. */
  private static void loadLater(ValidationEngine engine, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return;
    for (String type : LATER_TYPES) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, type + "-*.json")) {
        for (Path file : files) engine.getContext().getManager().cacheResource(new JsonParser().parse(Files.readAllBytes(file)));
      }
    }
  }

  private static void endWithInput() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException closed) {
                // the same news: nobody is there any more
              }
              Runtime.getRuntime().halt(0);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
