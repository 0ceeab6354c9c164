// The core of the contract through the AWS SDK for Java v2: nothing is set but the environment. Prints a line for each check.
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.ConflictException;
import software.amazon.awssdk.services.bedrock.model.CreateGuardrailResponse;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.*;

public class Core {
  static final String NOVA = "amazon.nova-micro-v1:0";
  static final String CLAUDE = "anthropic.claude-3-haiku-20240307-v1:0";
  static final BedrockClient control = BedrockClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
  static final BedrockRuntimeClient runtime = BedrockRuntimeClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
  static final BedrockRuntimeAsyncClient streams = BedrockRuntimeAsyncClient.create();

  interface Check {
    void run() throws Exception;
  }

  static void expect(boolean holds, Object seen) {
    if (!holds) throw new AssertionError(String.valueOf(seen));
  }

  static Message user(String text) {
    return Message.builder().role(ConversationRole.USER).content(ContentBlock.fromText(text)).build();
  }

  static CreateGuardrailResponse createGuardrail(String name) {
    return control.createGuardrail(request -> request.name(name).blockedInputMessaging("Not this.").blockedOutputsMessaging("Nor that.")
        .wordPolicyConfig(policy -> policy.wordsConfig(word -> word.text("heliotrope"))));
  }

  static void guardrails() {
    CreateGuardrailResponse made = createGuardrail("core-java");
    createGuardrail("core-java-2");
    try {
      createGuardrail("core-java");
      throw new AssertionError("the name was not taken");
    } catch (ConflictException expected) {
      expect(expected.statusCode() == 400, expected.statusCode());
    }
    long count = control.listGuardrailsPaginator(request -> request.maxResults(1)).guardrails().stream().count();
    expect(count == 2, count);
    control.deleteGuardrail(request -> request.guardrailIdentifier(made.guardrailId()));
  }

  static void applyGuardrail() {
    String id = createGuardrail("core-java-apply").guardrailId();
    ApplyGuardrailResponse reply = runtime.applyGuardrail(request -> request.guardrailIdentifier(id).guardrailVersion("DRAFT")
        .source(GuardrailContentSource.INPUT).content(GuardrailContentBlock.fromText(GuardrailTextBlock.builder().text("A heliotrope.").build())));
    expect(reply.action() == GuardrailAction.GUARDRAIL_INTERVENED, reply);
  }

  static void converse() {
    TokenUsage usage = runtime.converse(request -> request.modelId(NOVA).messages(user("Name a colour."))).usage();
    expect(usage.totalTokens() == usage.inputTokens() + usage.outputTokens(), usage);
  }

  static void converseTools() {
    Document city = Document.mapBuilder().putString("type", "string").build();
    Document schema = Document.mapBuilder().putString("type", "object").putDocument("properties", Document.mapBuilder().putDocument("city", city).build())
        .putList("required", list -> list.addString("city")).build();
    Tool tool = Tool.fromToolSpec(ToolSpecification.builder().name("get_weather").inputSchema(ToolInputSchema.fromJson(schema)).build());
    ConverseResponse reply = runtime.converse(request -> request.modelId(CLAUDE).messages(user("Weather in Berlin?"))
        .toolConfig(config -> config.tools(tool).toolChoice(ToolChoice.fromAny(AnyToolChoice.builder().build()))));
    boolean called = reply.output().message().content().stream().anyMatch(block -> block.toolUse() != null && block.toolUse().input().asMap().containsKey("city"));
    expect(called, reply);
  }

  /** Blocks until the stream is over; throws what broke it. */
  static String stream(String text) throws Exception {
    StringBuilder seen = new StringBuilder();
    ConverseStreamResponseHandler handler = ConverseStreamResponseHandler.builder().subscriber(ConverseStreamResponseHandler.Visitor.builder()
        .onContentBlockDelta(event -> seen.append(event.delta().text()))
        .onMessageStop(event -> seen.append('|').append(event.stopReasonAsString()))
        .onMetadata(event -> seen.append('|').append(event.usage().totalTokens() > 0)).build()).build();
    try {
      streams.converseStream(request -> request.modelId(NOVA).messages(user(text)), handler).get();
    } catch (ExecutionException | CompletionException failed) {
      throw (Exception) failed.getCause();
    }
    return seen.toString();
  }

  static void brokenStream() throws Exception {
    try {
      throw new AssertionError(stream("break the stream"));
    } catch (ModelStreamErrorException expected) {
      expect(expected.getMessage() != null, expected);
    }
  }

  static void invokeModelWithResponseStream() throws Exception {
    String body = "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Name a colour.\"}]}";
    AtomicReference<String> all = new AtomicReference<>("");
    InvokeModelWithResponseStreamResponseHandler handler = InvokeModelWithResponseStreamResponseHandler.builder().subscriber(
        InvokeModelWithResponseStreamResponseHandler.Visitor.builder().onChunk(chunk -> all.updateAndGet(text -> text + chunk.bytes().asUtf8String())).build()).build();
    streams.invokeModelWithResponseStream(request -> request.modelId(CLAUDE).body(SdkBytes.fromUtf8String(body)), handler).get();
    expect(all.get().contains("message_stop") && all.get().contains("invocationMetrics"), all.get());
  }

  static void validation() {
    try {
      runtime.converse(request -> request.modelId("amazon.no-such-model-v1:0").messages(user("Hi")));
      throw new AssertionError("it was answered");
    } catch (ValidationException expected) {
      expect(expected.awsErrorDetails().errorMessage().equals("The provided model identifier is invalid."), expected);
    }
  }

  public static void main(String[] arguments) {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("ListFoundationModels", () -> expect(control.listFoundationModels(request -> {}).modelSummaries().size() > 100, "few models"));
    checks.put("GetFoundationModel", () -> expect(control.getFoundationModel(request -> request.modelIdentifier(NOVA)).modelDetails().responseStreamingSupported(), "no streaming"));
    checks.put("Guardrails", Core::guardrails);
    checks.put("ApplyGuardrail", Core::applyGuardrail);
    checks.put("Converse", Core::converse);
    checks.put("ConverseTools", Core::converseTools);
    checks.put("ConverseStream", () -> { String seen = stream("Name a colour."); expect(seen.endsWith("|end_turn|true") && seen.length() > 15, seen); });
    checks.put("BrokenStream", Core::brokenStream);
    checks.put("InvokeModel", () -> {
      String body = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Name a colour.\"}]}]}";
      String reply = runtime.invokeModel(request -> request.modelId(NOVA).contentType("application/json").body(SdkBytes.fromUtf8String(body))).body().asUtf8String();
      expect(reply.contains("\"stopReason\""), reply);
    });
    checks.put("InvokeModelWithResponseStream", Core::invokeModelWithResponseStream);
    checks.put("CountTokens", () -> expect(runtime.countTokens(request -> request.modelId("anthropic.claude-3-5-haiku-20241022-v1:0")
        .input(CountTokensInput.fromConverse(ConverseTokensRequest.builder().messages(user("Name a colour.")).build()))).inputTokens() > 0, "none"));
    checks.put("ValidationException", Core::validation);
    checks.put("ThrottlingRetried", () -> {
      String text = runtime.converse(request -> request.modelId(NOVA).messages(user("throttle me twice"))).output().message().content().get(0).text();
      expect(text.equals("At last."), text);
    });
    int failed = 0;
    for (Map.Entry<String, Check> check : checks.entrySet()) {
      try {
        check.getValue().run();
        System.out.println("CORE " + check.getKey() + " ok");
      } catch (Throwable wrong) {
        failed++;
        System.out.println("CORE " + check.getKey() + " FAILED: " + wrong);
      }
    }
    System.exit(failed > 0 ? 1 : 0);
  }
}
