using Outlier.Executor.Auth;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.People;

/// <summary>The endpoints of one person's history and consent. Each makes one database call.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this WebApplication app) => app.MapTeam(["/people"], people =>
    {
        people.MapGet("/", async (string? conversation, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<IReadOnlyList<FoundPerson>>(await api.FindPeopleAsync(conversation, token)))
            .RequireRole(Role.Viewer)
            .WithSummary("Lists the people of a conversation, by its id in Missive.");
        people.MapGet("/{phoneNumber}", async (string phoneNumber, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<Person>(await api.ShowPersonAsync(phoneNumber, token)))
            .RequireRole(Role.Viewer).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary("Returns what Outlier knows about a person: consent, messages, what waits, and why they got nothing. The number may have any form.");
        people.MapPost("/{phoneNumber}", async (string phoneNumber, HttpRequest request, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<Person>(await api.ChangePersonAsync(phoneNumber, await JsonBody.ReadAsync(request, token), token)))
            .RequireRole(Role.Editor).Accepts<PersonDecision>("application/json")
            .Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary("Opts a person out or in. Opting in requires the role sender.");
    });
}
