// The core of the contract through the AWS SDK for Rust: nothing is set but the environment. Prints a line for each check.
use aws_sdk_bedrock::types::{GuardrailWordConfig, GuardrailWordPolicyConfig};
use aws_sdk_bedrock::Client as Control;
use aws_sdk_bedrockruntime::primitives::Blob;
use aws_sdk_bedrockruntime::types::{
    AnyToolChoice, ContentBlock, ConversationRole, ConverseStreamOutput, ConverseTokensRequest, CountTokensInput, GuardrailAction,
    GuardrailContentBlock, GuardrailContentSource, GuardrailTextBlock, Message, ResponseStream, StopReason, Tool, ToolChoice,
    ToolConfiguration, ToolInputSchema, ToolSpecification,
};
use aws_sdk_bedrockruntime::Client as Runtime;
use aws_smithy_types::Document;
use std::collections::HashMap;

const NOVA: &str = "amazon.nova-micro-v1:0";
const CLAUDE: &str = "anthropic.claude-3-haiku-20240307-v1:0";

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn expect(holds: bool, seen: impl std::fmt::Debug) -> Outcome {
    if holds { Ok(()) } else { Err(format!("{seen:?}").into()) }
}

fn user(text: &str) -> Message {
    Message::builder().role(ConversationRole::User).content(ContentBlock::Text(text.into())).build().unwrap()
}

async fn create_guardrail(control: &Control, name: &str) -> Result<String, aws_sdk_bedrock::operation::create_guardrail::CreateGuardrailError> {
    let word = GuardrailWordConfig::builder().text("heliotrope").build().unwrap();
    let policy = GuardrailWordPolicyConfig::builder().words_config(word).build();
    let made = control.create_guardrail().name(name).blocked_input_messaging("Not this.").blocked_outputs_messaging("Nor that.").word_policy_config(policy).send().await;
    made.map(|reply| reply.guardrail_id).map_err(|error| error.into_service_error())
}

async fn guardrails(control: &Control) -> Outcome {
    let id = create_guardrail(control, "core-rust").await?;
    create_guardrail(control, "core-rust-2").await?;
    expect(create_guardrail(control, "core-rust").await.is_err_and(|error| error.is_conflict_exception()), "no conflict")?;
    let mut pages = control.list_guardrails().max_results(1).into_paginator().items().send();
    let mut count = 0;
    while let Some(item) = pages.next().await {
        item?;
        count += 1;
    }
    control.delete_guardrail().guardrail_identifier(id).send().await?;
    expect(count == 2, count)
}

async fn apply_guardrail(control: &Control, runtime: &Runtime) -> Outcome {
    let id = create_guardrail(control, "core-rust-apply").await?;
    let text = GuardrailContentBlock::Text(GuardrailTextBlock::builder().text("A heliotrope.").build()?);
    let reply = runtime.apply_guardrail().guardrail_identifier(id).guardrail_version("DRAFT").source(GuardrailContentSource::Input).content(text).send().await?;
    expect(reply.action == GuardrailAction::GuardrailIntervened, reply)
}

async fn converse(runtime: &Runtime) -> Outcome {
    let reply = runtime.converse().model_id(NOVA).messages(user("Name a colour.")).send().await?;
    let usage = reply.usage.unwrap();
    expect(usage.total_tokens == usage.input_tokens + usage.output_tokens, usage)
}

async fn converse_tools(runtime: &Runtime) -> Outcome {
    let text = |value: &str| Document::String(value.into());
    let city = Document::Object(HashMap::from([("type".into(), text("string"))]));
    let schema = Document::Object(HashMap::from([
        ("type".into(), text("object")),
        ("properties".into(), Document::Object(HashMap::from([("city".into(), city)]))),
        ("required".into(), Document::Array(vec![text("city")])),
    ]));
    let tool = ToolSpecification::builder().name("get_weather").input_schema(ToolInputSchema::Json(schema)).build()?;
    let config = ToolConfiguration::builder().tools(Tool::ToolSpec(tool)).tool_choice(ToolChoice::Any(AnyToolChoice::builder().build())).build()?;
    let reply = runtime.converse().model_id(CLAUDE).messages(user("Weather in Berlin?")).tool_config(config).send().await?;
    let message = reply.output.unwrap().as_message().unwrap().clone();
    let called = message.content.iter().any(|block| block.as_tool_use().is_ok_and(|call| call.input.as_object().is_some_and(|input| input.contains_key("city"))));
    expect(called, message)
}

async fn converse_stream(runtime: &Runtime) -> Outcome {
    let mut reply = runtime.converse_stream().model_id(NOVA).messages(user("Name a colour.")).send().await?;
    let (mut text, mut ended, mut metered) = (String::new(), false, false);
    while let Some(event) = reply.stream.recv().await? {
        match event {
            ConverseStreamOutput::ContentBlockDelta(event) => text += event.delta.unwrap().as_text().unwrap(),
            ConverseStreamOutput::MessageStop(event) => ended = event.stop_reason == StopReason::EndTurn,
            ConverseStreamOutput::Metadata(event) => metered = event.usage.unwrap().total_tokens > 0,
            _ => {}
        }
    }
    expect(!text.is_empty() && ended && metered, (text, ended, metered))
}

async fn broken_stream(runtime: &Runtime) -> Outcome {
    let mut reply = runtime.converse_stream().model_id(NOVA).messages(user("break the stream")).send().await?;
    loop {
        match reply.stream.recv().await {
            Ok(Some(_)) => {}
            Ok(None) => return Err("a clean end".into()),
            Err(error) => return expect(error.into_service_error().is_model_stream_error_exception(), "another error"),
        }
    }
}

async fn invoke_model(runtime: &Runtime) -> Outcome {
    let body = r#"{"messages":[{"role":"user","content":[{"text":"Name a colour."}]}]}"#;
    let reply = runtime.invoke_model().model_id(NOVA).content_type("application/json").body(Blob::new(body)).send().await?;
    let text = String::from_utf8(reply.body.into_inner())?;
    expect(text.contains("\"stopReason\""), text)
}

async fn invoke_model_with_response_stream(runtime: &Runtime) -> Outcome {
    let body = r#"{"anthropic_version":"bedrock-2023-05-31","max_tokens":50,"messages":[{"role":"user","content":"Name a colour."}]}"#;
    let mut reply = runtime.invoke_model_with_response_stream().model_id(CLAUDE).body(Blob::new(body)).send().await?;
    let mut all = String::new();
    while let Some(event) = reply.body.recv().await? {
        if let ResponseStream::Chunk(chunk) = event {
            all += &String::from_utf8(chunk.bytes.unwrap().into_inner())?;
        }
    }
    expect(all.contains("message_stop") && all.contains("invocationMetrics"), all)
}

async fn count_tokens(runtime: &Runtime) -> Outcome {
    let request = ConverseTokensRequest::builder().messages(user("Name a colour.")).build();
    let reply = runtime.count_tokens().model_id("anthropic.claude-3-5-haiku-20241022-v1:0").input(CountTokensInput::Converse(request)).send().await?;
    expect(reply.input_tokens > 0, reply)
}

async fn validation(runtime: &Runtime) -> Outcome {
    let refused = runtime.converse().model_id("amazon.no-such-model-v1:0").messages(user("Hi")).send().await;
    let error = refused.err().ok_or("it was answered")?.into_service_error();
    let words = error.meta().message().map(str::to_owned);
    expect(error.is_validation_exception() && words.as_deref() == Some("The provided model identifier is invalid."), error)
}

async fn throttled(runtime: &Runtime) -> Outcome {
    let reply = runtime.converse().model_id(NOVA).messages(user("throttle me twice")).send().await?;
    let message = reply.output.unwrap().as_message().unwrap().clone();
    expect(message.content[0].as_text().is_ok_and(|text| text == "At last."), message)
}

#[tokio::main]
async fn main() {
    let config = aws_config::load_from_env().await;
    let (control, runtime) = (Control::new(&config), Runtime::new(&config));
    let listed = async { expect(control.list_foundation_models().send().await?.model_summaries().len() > 100, "few models") };
    let got = async {
        let reply = control.get_foundation_model().model_identifier(NOVA).send().await?;
        expect(reply.model_details.unwrap().response_streaming_supported == Some(true), "no streaming")
    };
    let outcomes: Vec<(&str, Outcome)> = vec![
        ("ListFoundationModels", listed.await),
        ("GetFoundationModel", got.await),
        ("Guardrails", guardrails(&control).await),
        ("ApplyGuardrail", apply_guardrail(&control, &runtime).await),
        ("Converse", converse(&runtime).await),
        ("ConverseTools", converse_tools(&runtime).await),
        ("ConverseStream", converse_stream(&runtime).await),
        ("BrokenStream", broken_stream(&runtime).await),
        ("InvokeModel", invoke_model(&runtime).await),
        ("InvokeModelWithResponseStream", invoke_model_with_response_stream(&runtime).await),
        ("CountTokens", count_tokens(&runtime).await),
        ("ValidationException", validation(&runtime).await),
        ("ThrottlingRetried", throttled(&runtime).await),
    ];
    let mut failed = false;
    for (name, outcome) in outcomes {
        match outcome {
            Ok(()) => println!("CORE {name} ok"),
            Err(error) => {
                failed = true;
                println!("CORE {name} FAILED: {error}");
            }
        }
    }
    std::process::exit(failed as i32);
}
