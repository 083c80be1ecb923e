package cow.hapi;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.JpaSystemProvider;
import ca.uhn.fhir.jpa.provider.ProcessMessageProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.interceptor.SearchPreferHandlingInterceptor;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * HAPI FHIR as an R4 server on loopback, as it comes: nothing of what it does is changed, so that it can be an independent
 * target. The only argument is the port, 0 or none for a free one. Once it takes requests it prints {@code READY base-url} on
 * standard output. It ends when its standard input does, so it never outlives the process that started it.
 */
public final class HapiServer {
  public static void main(String[] args) {
    endWithInput();
    try {
      start(args.length > 0 ? Integer.parseInt(args[0]) : 0);
    } catch (Exception failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) System.err.println(cause);
      Runtime.getRuntime().halt(1); // the storage's own threads would keep a server alive that serves nobody
    }
  }

  private static void start(int wantedPort) throws Exception {
    AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    beans.setAllowBeanDefinitionOverriding(true);
    beans.register(StorageConfig.class);
    beans.refresh();
    int port = listen(servlet(beans), wantedPort);
    System.out.println("READY http://127.0.0.1:" + port + "/fhir");
  }

  private static RestfulServer servlet(AnnotationConfigApplicationContext beans) {
    IFhirSystemDao<?, ?> system = beans.getBean(IFhirSystemDao.class);
    ISearchParamRegistry parameters = beans.getBean(ISearchParamRegistry.class);
    RestfulServer server = new RestfulServer(beans.getBean(FhirContext.class));
    server.setInterceptorService(beans.getBean(IInterceptorService.class));
    server.registerProviders(beans.getBean(ResourceProviderFactory.class).createProviders());
    server.registerProvider(beans.getBean(JpaSystemProvider.class));
    server.registerProvider(beans.getBean(ProcessMessageProvider.class));
    server.setPagingProvider(beans.getBean(DatabaseBackedPagingProvider.class));
    server.setDefaultResponseEncoding(EncodingEnum.JSON);
    server.registerInterceptor(new SearchPreferHandlingInterceptor(parameters));
    server.setServerConformanceProvider(
        new JpaCapabilityStatementProvider(
            server,
            system,
            beans.getBean(JpaStorageSettings.class),
            parameters,
            beans.getBean(IValidationSupport.class)));
    return server;
  }

  /** Serves on loopback only, and answers the port. */
  private static int listen(RestfulServer fhir, int port) throws Exception {
    Server jetty = new Server();
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    jetty.addConnector(connector);
    ServletContextHandler handler = new ServletContextHandler("/");
    handler.addServlet(new ServletHolder(fhir), "/fhir/*");
    jetty.setHandler(handler);
    jetty.start();
    return connector.getLocalPort();
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
