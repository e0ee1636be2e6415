// mockserver exec -- java TicketsTest.java

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;

/** A test suite without a framework: every test has a sandbox of its own, named by the base path. */
public class TicketsTest {
    static final String SERVER = System.getenv("MOCKSERVER_URL");
    static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The code under test in this example: what an application may have to speak to the service. */
    static class Tickets {
        static final int ATTEMPTS = 3;
        final String project;

        Tickets(String baseUrl) {
            project = baseUrl + "/events/project/12345";
        }

        String get(int event) throws Exception {
            return send("GET", "/" + event, "");
        }

        String rename(int event, String name) throws Exception {
            return send("PUT", "/" + event, "{\"fields\": {\"eventName\": {\"value\": \"" + name + "\"}}}");
        }

        String announce(String externalId, String name) throws Exception {
            return send("POST", "/id/" + externalId, "{\"fields\": {\"eventName\": {\"value\": \"" + name + "\"}}}");
        }

        /** A request that is repeated when the service is out of order, or its answer is lost. */
        String send(String method, String path, String body) throws Exception {
            var request = HttpRequest.newBuilder(URI.create(project + path))
                    .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("key:secret".getBytes()))
                    .header("Api-Revision", "1.2")
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            for (int attempt = 1; ; attempt++) {
                try {
                    var answer = HTTP.send(request, BodyHandlers.ofString());
                    if (answer.statusCode() < 300) return answer.body();
                    if (answer.statusCode() != 503) attempt = ATTEMPTS;
                    throw new IOException(method + " " + path + " was answered " + answer.statusCode());
                } catch (IOException error) {
                    if (attempt >= ATTEMPTS) throw error;
                }
            }
        }
    }

    interface Test {
        void run(String sandbox, Tickets tickets) throws Exception;
    }

    static void aChangeIsDated(String sandbox, Tickets tickets) throws Exception {
        lab(sandbox, "PUT", "/clock", "{\"frozen\": \"2026-01-01T00:00:00Z\"}");
        tickets.rename(1234, "Opening Night");
        check(tickets.get(1234).contains("\"updatedAt\":\"2026-01-01T00:00:00Z\""), "the change is dated");
    }

    static void anOutageIsRiddenOut(String sandbox, Tickets tickets) throws Exception {
        lab(sandbox, "POST", "/faults", "{\"match\": {\"operation\": \"update_event\"}, \"steps\": [{\"status\": 503}]}");
        check(tickets.rename(1234, "Opening Night").contains("Opening Night"), "the second attempt is answered");
        check(lab(sandbox, "GET", "/faults", "").contains("\"completed\":true"), "the first was not");
    }

    static void aLostAnswerCreatesNothingTwice(String sandbox, Tickets tickets) throws Exception {
        lab(sandbox, "POST", "/faults", "{\"match\": {\"method\": \"POST\"}, \"steps\": [{\"drop\": \"after\"}]}");
        tickets.announce("opening-night", "Opening Night");
        var count = "{\"match\": {\"operation\": \"create_event_with_external_id\", \"status\": %d}}";
        for (int status : new int[] {201, 200}) {
            var counted = lab(sandbox, "POST", "/requests/count", count.formatted(status));
            check(counted.equals("{\"count\":1}"), "one answer has the status " + status);
        }
    }

    public static void main(String[] arguments) throws Exception {
        test("a-change-is-dated", TicketsTest::aChangeIsDated);
        test("an-outage-is-ridden-out", TicketsTest::anOutageIsRiddenOut);
        test("a-lost-answer-creates-nothing-twice", TicketsTest::aLostAnswerCreatesNothingTwice);
    }

    static void test(String name, Test test) throws Exception {
        test.run(name, new Tickets(SERVER + "/sandboxes/" + name + "/v1"));
        System.out.println("ok " + name);
    }

    /** A request to the lab, about one sandbox. */
    static String lab(String sandbox, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(SERVER + "/__admin" + path))
                .header("X-Mockserver-Sandbox", sandbox)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        check(answer.statusCode() < 300, method + " " + path + " was answered " + answer.statusCode());
        return answer.body();
    }

    static void check(boolean holds, String what) {
        if (!holds) throw new AssertionError("expected that " + what);
    }
}
