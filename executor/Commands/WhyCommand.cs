using System.CommandLine;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier why</c>: explains which messages of a broadcast or campaign one person got, and why others were not sent.</summary>
internal static class WhyCommand
{
    public static Command Create()
    {
        var number = new Argument<string>("number") { Description = "The person's phone number, such as +13135550142." };
        var broadcast = new Option<long?>("--broadcast") { Description = "This broadcast, by its id." };
        var campaign = new Option<long?>("--campaign")
        {
            Description = "This campaign, by its id. Without either option, the latest five that have run are told.",
        };
        var command = new Command("why", "Tell what one person got, and why not.") { number, broadcast, campaign };
        command.Validators.Add(result =>
        {
            if (result.GetValue(broadcast) is not null && result.GetValue(campaign) is not null)
            {
                result.AddError("Name a broadcast or a campaign, and not both.");
            }
        });
        command.SetAction((result, token) => DatabaseCommand.RunAsync(
            "why",
            async api =>
            {
                var batch = result.GetValue(broadcast) ?? result.GetValue(campaign);
                var kind = result.GetValue(broadcast) is not null ? "broadcast" : batch is not null ? "campaign" : null;
                foreach (var sentence in await api.WhyAsync(result.GetValue(number)!, kind, batch, token))
                {
                    Console.WriteLine(sentence);
                }

                return 0;
            }));
        return command;
    }
}
