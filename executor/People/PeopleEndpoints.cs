using Outlier.Executor.Auth;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.People;

/// <summary>One person's story, and their consent. Each endpoint makes one call of the database.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this WebApplication app) => app.MapTeam(["/people"], people =>
    {
        people.MapGet("/", async (string? conversation, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<IReadOnlyList<FoundPerson>>(await api.FindPeopleAsync(conversation, token)))
            .RequireRole(Role.Viewer)
            .WithSummary("The people of a conversation, by Missive's id of it.");
        people.MapGet("/{phoneNumber}", async (string phoneNumber, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<Person>(await api.ShowPersonAsync(phoneNumber, token)))
            .RequireRole(Role.Viewer).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary("One person's story: consent, what they got, what waits, and why not. The number is taken in any form.");
        people.MapPost("/{phoneNumber}", async (string phoneNumber, HttpRequest request, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<Person>(await api.ChangePersonAsync(phoneNumber, await JsonBody.ReadAsync(request, token), token)))
            .RequireRole(Role.Editor).Accepts<PersonDecision>("application/json")
            .Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary("Opts a person out, or back in, which takes the role sender.");
    });
}
