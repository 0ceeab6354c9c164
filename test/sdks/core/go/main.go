// The core of the contract through the AWS SDK for Go v2: nothing is set but the environment. Prints a line for each check.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	bedrocktypes "github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/document"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"
)

const nova = "amazon.nova-micro-v1:0"
const claude = "anthropic.claude-3-haiku-20240307-v1:0"

var ctx = context.Background()
var control *bedrock.Client
var runtime *bedrockruntime.Client

func user(text string) []types.Message {
	return []types.Message{{Role: types.ConversationRoleUser, Content: []types.ContentBlock{&types.ContentBlockMemberText{Value: text}}}}
}

func expect(holds bool, format string, args ...any) error {
	if holds {
		return nil
	}
	return fmt.Errorf(format, args...)
}

func listFoundationModels() error {
	out, err := control.ListFoundationModels(ctx, &bedrock.ListFoundationModelsInput{})
	if err != nil {
		return err
	}
	return expect(len(out.ModelSummaries) > 100, "%d models", len(out.ModelSummaries))
}

func getFoundationModel() error {
	out, err := control.GetFoundationModel(ctx, &bedrock.GetFoundationModelInput{ModelIdentifier: aws.String(nova)})
	if err != nil {
		return err
	}
	return expect(aws.ToBool(out.ModelDetails.ResponseStreamingSupported), "no streaming")
}

func createGuardrail(name string) (*bedrock.CreateGuardrailOutput, error) {
	return control.CreateGuardrail(ctx, &bedrock.CreateGuardrailInput{
		Name: aws.String(name), BlockedInputMessaging: aws.String("Not this."), BlockedOutputsMessaging: aws.String("Nor that."),
		WordPolicyConfig: &bedrocktypes.GuardrailWordPolicyConfig{WordsConfig: []bedrocktypes.GuardrailWordConfig{{Text: aws.String("heliotrope")}}},
	})
}

func guardrails() error {
	made, err := createGuardrail("core-go")
	if err != nil {
		return err
	}
	defer control.DeleteGuardrail(ctx, &bedrock.DeleteGuardrailInput{GuardrailIdentifier: made.GuardrailId})
	if _, err := createGuardrail("core-go-2"); err != nil {
		return err
	}
	if _, err := createGuardrail("core-go"); err == nil {
		return errors.New("the name was not taken")
	} else {
		var conflict *bedrocktypes.ConflictException
		if !errors.As(err, &conflict) {
			return err
		}
	}
	count := 0
	pages := bedrock.NewListGuardrailsPaginator(control, &bedrock.ListGuardrailsInput{MaxResults: aws.Int32(1)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		count += len(page.Guardrails)
	}
	return expect(count == 2, "%d guardrails", count)
}

func applyGuardrail() error {
	made, err := createGuardrail("core-go-apply")
	if err != nil {
		return err
	}
	out, err := runtime.ApplyGuardrail(ctx, &bedrockruntime.ApplyGuardrailInput{
		GuardrailIdentifier: made.GuardrailId, GuardrailVersion: aws.String("DRAFT"), Source: types.GuardrailContentSourceInput,
		Content: []types.GuardrailContentBlock{&types.GuardrailContentBlockMemberText{Value: types.GuardrailTextBlock{Text: aws.String("A heliotrope.")}}},
	})
	if err != nil {
		return err
	}
	return expect(out.Action == types.GuardrailActionGuardrailIntervened, "%s", out.Action)
}

func converse() error {
	out, err := runtime.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String(nova), Messages: user("Name a colour.")})
	if err != nil {
		return err
	}
	usage := out.Usage
	return expect(*usage.TotalTokens == *usage.InputTokens+*usage.OutputTokens, "usage %v", usage)
}

func converseTools() error {
	schema := map[string]any{"type": "object", "properties": map[string]any{"city": map[string]any{"type": "string"}}, "required": []string{"city"}}
	tool := &types.ToolMemberToolSpec{Value: types.ToolSpecification{Name: aws.String("get_weather"),
		InputSchema: &types.ToolInputSchemaMemberJson{Value: document.NewLazyDocument(schema)}}}
	out, err := runtime.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String(claude), Messages: user("Weather in Berlin?"),
		ToolConfig: &types.ToolConfiguration{Tools: []types.Tool{tool}, ToolChoice: &types.ToolChoiceMemberAny{}}})
	if err != nil {
		return err
	}
	for _, block := range out.Output.(*types.ConverseOutputMemberMessage).Value.Content {
		if use, ok := block.(*types.ContentBlockMemberToolUse); ok {
			var input struct{ City string }
			text, _ := use.Value.Input.MarshalSmithyDocument()
			json.Unmarshal(text, &input)
			return expect(input.City != "", "no city in %s", text)
		}
	}
	return errors.New("no tool call")
}

func converseStream() error {
	out, err := runtime.ConverseStream(ctx, &bedrockruntime.ConverseStreamInput{ModelId: aws.String(nova), Messages: user("Name a colour.")})
	if err != nil {
		return err
	}
	defer out.GetStream().Close()
	text, ended, metered := "", false, false
	for event := range out.GetStream().Events() {
		switch event := event.(type) {
		case *types.ConverseStreamOutputMemberContentBlockDelta:
			if delta, ok := event.Value.Delta.(*types.ContentBlockDeltaMemberText); ok {
				text += delta.Value
			}
		case *types.ConverseStreamOutputMemberMessageStop:
			ended = event.Value.StopReason == types.StopReasonEndTurn
		case *types.ConverseStreamOutputMemberMetadata:
			metered = *event.Value.Usage.TotalTokens > 0
		}
	}
	if err := out.GetStream().Err(); err != nil {
		return err
	}
	return expect(text != "" && ended && metered, "text %q ended %v metered %v", text, ended, metered)
}

func brokenStream() error {
	out, err := runtime.ConverseStream(ctx, &bedrockruntime.ConverseStreamInput{ModelId: aws.String(nova), Messages: user("break the stream")})
	if err != nil {
		return err
	}
	defer out.GetStream().Close()
	for range out.GetStream().Events() {
	}
	var broken *types.ModelStreamErrorException
	return expect(errors.As(out.GetStream().Err(), &broken), "%v", out.GetStream().Err())
}

func invokeModel() error {
	body := `{"messages":[{"role":"user","content":[{"text":"Name a colour."}]}]}`
	out, err := runtime.InvokeModel(ctx, &bedrockruntime.InvokeModelInput{ModelId: aws.String(nova), Body: []byte(body), ContentType: aws.String("application/json")})
	if err != nil {
		return err
	}
	return expect(strings.Contains(string(out.Body), `"stopReason"`), "%s", out.Body)
}

func invokeModelWithResponseStream() error {
	body := `{"anthropic_version":"bedrock-2023-05-31","max_tokens":50,"messages":[{"role":"user","content":"Name a colour."}]}`
	out, err := runtime.InvokeModelWithResponseStream(ctx, &bedrockruntime.InvokeModelWithResponseStreamInput{ModelId: aws.String(claude), Body: []byte(body)})
	if err != nil {
		return err
	}
	defer out.GetStream().Close()
	all := ""
	for event := range out.GetStream().Events() {
		all += string(event.(*types.ResponseStreamMemberChunk).Value.Bytes)
	}
	return expect(strings.Contains(all, "message_stop") && strings.Contains(all, "invocationMetrics"), "%s", all)
}

func countTokens() error {
	out, err := runtime.CountTokens(ctx, &bedrockruntime.CountTokensInput{ModelId: aws.String("anthropic.claude-3-5-haiku-20241022-v1:0"),
		Input: &types.CountTokensInputMemberConverse{Value: types.ConverseTokensRequest{Messages: user("Name a colour.")}}})
	if err != nil {
		return err
	}
	return expect(*out.InputTokens > 0, "%d", *out.InputTokens)
}

func validation() error {
	_, err := runtime.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String("amazon.no-such-model-v1:0"), Messages: user("Hi")})
	var invalid *types.ValidationException
	return expect(errors.As(err, &invalid) && invalid.ErrorMessage() == "The provided model identifier is invalid.", "%v", err)
}

func throttled() error {
	out, err := runtime.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String(nova), Messages: user("throttle me twice")})
	if err != nil {
		return err
	}
	text := out.Output.(*types.ConverseOutputMemberMessage).Value.Content[0].(*types.ContentBlockMemberText).Value
	return expect(text == "At last.", "%s", text)
}

func main() {
	loaded, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		panic(err)
	}
	control, runtime = bedrock.NewFromConfig(loaded), bedrockruntime.NewFromConfig(loaded)
	checks := []struct {
		name string
		run  func() error
	}{
		{"ListFoundationModels", listFoundationModels}, {"GetFoundationModel", getFoundationModel}, {"Guardrails", guardrails},
		{"ApplyGuardrail", applyGuardrail}, {"Converse", converse}, {"ConverseTools", converseTools}, {"ConverseStream", converseStream},
		{"BrokenStream", brokenStream}, {"InvokeModel", invokeModel}, {"InvokeModelWithResponseStream", invokeModelWithResponseStream},
		{"CountTokens", countTokens}, {"ValidationException", validation}, {"ThrottlingRetried", throttled},
	}
	failed := 0
	for _, check := range checks {
		if err := check.run(); err != nil {
			failed++
			fmt.Printf("CORE %s FAILED: %v\n", check.name, err)
		} else {
			fmt.Printf("CORE %s ok\n", check.name)
		}
	}
	if failed > 0 {
		os.Exit(1)
	}
}
