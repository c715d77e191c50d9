import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Sends one case file (JSON) to the service and prints the answer. JDK 17, no other library.
 *
 * <pre>java Recommend.java http://127.0.0.1:8765 case.json [API key]</pre>
 */
public final class Recommend {
    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("用法：java Recommend.java 服务地址 案件.json [API 密钥]");
            System.exit(2);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(args[0] + "/v1/recommendations"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofFile(Path.of(args[1])));
        if (args.length > 2) {
            request.header("Authorization", "Bearer " + args[2]);
        }
        HttpResponse<String> answer = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        // 200: a recommendation. Otherwise application/problem+json (RFC 9457); `problems` says what is wrong and where.
        System.out.println(answer.body());
        System.exit(answer.statusCode() == 200 ? 0 : 1);
    }
}
