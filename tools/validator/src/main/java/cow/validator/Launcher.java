package cow.validator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    for (String guide : guides) engine.getIgLoader().loadIg(engine.getIgs(), engine.getBinaries(), guide, true);
    engine.setPolicyAdvisor(
        new BasePolicyAdvisorForFullValidation(ReferenceValidationPolicy.CHECK_TYPE_IF_EXISTS, Set.of()));
    engine.setFetcher(null);
    engine.prepare();
    return engine;
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
