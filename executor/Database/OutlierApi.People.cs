using Npgsql;
using NpgsqlTypes;

namespace Outlier.Executor.Database;

/// <summary>Calls for one person.</summary>
internal sealed partial class OutlierApi
{
    private const string Why =
        "select api.why(p_phone_number => $1, p_kind => $2, p_batch_id => $3)";

    private const string ShowPerson =
        "select api.show_person(p_phone_number => $1)";

    private const string FindPeople =
        "select api.find_people(p_conversation => $1)";

    private const string ChangePerson =
        "select api.change_person(p_phone_number => $1, p_request => $2)";

    public Task<string> ShowPersonAsync(string phoneNumber, CancellationToken token) => ReadAsync(ShowPerson, token, Text(phoneNumber));

    public Task<string> FindPeopleAsync(string? conversation, CancellationToken token) => ReadAsync(FindPeople, token, Text(conversation));

    public Task<string> ChangePersonAsync(string phoneNumber, string request, CancellationToken token) =>
        AskAsync(ChangePerson, token, Text(phoneNumber), Jsonb(request));

    /// <summary>Returns the history of one person in sentences.</summary>
    /// <param name="phoneNumber">Phone number in any format.</param>
    /// <param name="kind"><c>broadcast</c> or <c>campaign</c>. Null if <paramref name="batch"/> is null.</param>
    /// <param name="batch">Id of the broadcast or campaign. Null: the latest five that have run.</param>
    /// <param name="token">Cancels the call.</param>
    public async Task<IReadOnlyList<string>> WhyAsync(string phoneNumber, string? kind, long? batch, CancellationToken token)
    {
        var id = new NpgsqlParameter { Value = (object?)batch ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };
        return (string[])(await RunAsync(pools.Team, Why, token, Text(phoneNumber), Text(kind), id))!;
    }
}
