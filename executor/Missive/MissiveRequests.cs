using Microsoft.Extensions.Options;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Missive;

/// <summary>The handlers of requests to Missive, except for queued messages.</summary>
internal static class MissiveRequests
{
    public static void AddMissiveRequests(this IServiceCollection services)
    {
        Add((missive, options) => RequestHandler.Of("list_labels", PayloadJson.Default.LabelPage, (page, token) =>
            missive.ListLabelsAsync(page.Organization, page.Limit, page.Offset, options.GeneralToken, token)));
        // Creates a shared label for the whole organization.
        Add((missive, options) => RequestHandler.Of("create_label", PayloadJson.Default.NewLabel, (label, token) =>
            missive.CreateLabelsAsync(new LabelsRequest([label with { Visibility = "organization" }]), options.GeneralToken, token)));
        Add((missive, options) => RequestHandler.Of("read_conversation", PayloadJson.Default.WantedConversation, (wanted, token) =>
            missive.ReadConversationAsync(wanted.Conversation, options.TokenForConversations, token)));
        Add((missive, options) => RequestHandler.Of("read_messages", PayloadJson.Default.WantedMessages, (wanted, token) =>
            missive.ReadMessagesAsync(string.Join(',', wanted.Ids), options.GeneralToken, token)));
        Add((missive, options) => RequestHandler.Of("create_post", PayloadJson.Default.Post, (post, token) =>
            missive.CreatePostAsync(new PostRequest(post), options.GeneralToken, token)));
        Add((missive, options) => RequestHandler.Of("find_post", PayloadJson.Default.PostPage, (page, token) =>
            missive.ListPostsAsync(page.Conversation, page.Limit, options.GeneralToken, token)));
        // Sends a text outside of a batch, such as the answer to HELP.
        Add((missive, options) => RequestHandler.Of("send_text", PayloadJson.Default.WantedText, (text, token) =>
            missive.CreateDraftAsync(new DraftRequest(DraftOf(text)), options.GeneralToken, token)));

        void Add(Func<IMissiveApi, MissiveOptions, RequestHandler> create) => services.AddSingleton(provider =>
            create(provider.GetRequiredService<IMissiveApi>(), provider.GetRequiredService<IOptions<MissiveOptions>>().Value));
    }

    private static Draft DraftOf(WantedText text) =>
        new(text.Body, new DraftField(text.From, "twilio"), [new DraftField(text.To)], text.Organization, AddSharedLabels: null, Send: true);
}
