using System.CommandLine;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier why</c>: explains which messages of a broadcast or campaign one person got, and why others were not sent.</summary>
internal static class WhyCommand
{
    public static Command Create()
    {
        var number = new Argument<string>("number") { Description = "Phone number of the person, such as +13135550142." };
        var broadcast = new Option<long?>("--broadcast") { Description = "Id of a broadcast." };
        var campaign = new Option<long?>("--campaign")
        {
            Description = "Id of a campaign. Without --broadcast and --campaign: the latest five batches.",
        };
        var command = new Command("why", "Show which messages a person got, and why they did not get others.") { number, broadcast, campaign };
        command.Validators.Add(result =>
        {
            if (result.GetValue(broadcast) is not null && result.GetValue(campaign) is not null)
            {
                result.AddError("Add either --broadcast or --campaign, not both.");
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
