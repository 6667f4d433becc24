using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Outlier.Executor.Auth;
using Outlier.Executor.Database;

namespace Outlier.Executor.Desk.Pages;

/// <summary>The page of one person, found by a number or by the conversation that is selected in Missive.</summary>
internal static class PersonPage
{
    public static void MapPersonPage(this RouteGroupBuilder desk)
    {
        desk.MapGet("/person", async (string? number, string? conversation, OutlierApi api, CancellationToken token) =>
            {
                if (!string.IsNullOrWhiteSpace(number))
                {
                    return await ShowAsync(number, api, token);
                }

                if (string.IsNullOrWhiteSpace(conversation))
                {
                    return DeskRegistration.Fragment<PersonView>();
                }

                var people = DeskJson.Read(await api.FindPeopleAsync(conversation, token), DeskJson.Default.IReadOnlyListFoundPerson);
                return people is [var only]
                    ? await ShowAsync(only.PhoneNumber, api, token)
                    : DeskRegistration.Fragment<PersonView>(("Found", people));
            })
            .RequireRole(Role.Viewer);
        desk.MapGet("/person/{digits}", (string digits, OutlierApi api, CancellationToken token) => ShowAsync($"+{digits}", api, token))
            .RequireRole(Role.Viewer);
        desk.MapPost("/person/{digits}", async (string digits, HttpRequest request, DeskContext context, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                var decision = form["decision"].ToString();
                var change = new JsonObject { ["decision"] = decision, ["reason"] = DeskForm.Text(form, "reason") };
                var person = DeskJson.Read(await api.ChangePersonAsync($"+{digits}", change.ToJsonString(), token), DeskJson.Default.Person);
                var isOut = decision == "opt_out";
                return DeskRegistration.Fragment<PersonView>(
                    ("Person", person),
                    ("Notice", context.Words[isOut ? "person.done.out" : "person.done.in"]),
                    ("Undo", isOut && !context.CanSend ? null : isOut ? "opt_in" : "opt_out"));
            })
            .RequireRole(Role.Editor);
    }

    /// <summary>A phone number for the page's addresses, without its plus sign.</summary>
    public static string Digits(string phoneNumber) => phoneNumber.TrimStart('+');

    private static async Task<RazorComponentResult> ShowAsync(string number, OutlierApi api, CancellationToken token) =>
        DeskRegistration.Fragment<PersonView>(("Person", DeskJson.Read(await api.ShowPersonAsync(number, token), DeskJson.Default.Person)));
}
