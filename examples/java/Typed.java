import discretion.ApiClient;
import discretion.ApiException;
import discretion.api.CatalogueApi;
import discretion.api.RecommendationsApi;
import discretion.model.ModelCase;
import discretion.model.Question;
import discretion.model.Recommendation;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Sends a case file with the client generated from the OpenAPI document: java Typed http://127.0.0.1:8765 case.json [API key]. */
public final class Typed {
    public static void main(String[] args) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(args[0]);
        client.setHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)); // no attempt at HTTP/2 with each request
        if (args.length > 2) {
            client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + args[2]));
        }
        ModelCase body = client.getObjectMapper().readValue(Files.readString(Path.of(args[1])), ModelCase.class);
        try {
            Recommendation found = new RecommendationsApi(client).recommend(body, null);
            System.out.println(found.getStatus() + " " + found.getPenalty().getText());
            for (Question question : new CatalogueApi(client).questions(found.getViolation(), found.getArea(), LocalDate.parse("2026-03-20"))) {
                System.out.print(question.getFact() + " ");
            }
            System.out.println();
        } catch (ApiException error) {
            System.err.println(error.getResponseBody()); // application/problem+json: `problems` says what is wrong and where
            System.exit(1);
        }
    }
}
