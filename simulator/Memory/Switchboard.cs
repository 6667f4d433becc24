namespace Outlier.Simulator.Memory;

/// <summary>Handles outgoing and incoming texts.</summary>
internal sealed class Switchboard(SimulatorState state)
{
    private const int OptedOut = 21610;
    private const int FirstCarrierError = 30000;

    public Message Send(Conversation conversation, string to, string body, IReadOnlyList<Guid> labelIds, DateTimeOffset now)
    {
        var options = state.Options;
        var error = ErrorFor(to, options);
        var refused = error < FirstCarrierError;
        var number = state.Store.NextSent();
        var message = new Message
        {
            Id = Guid.NewGuid(),
            Conversation = conversation,
            From = options.OurNumber,
            To = to,
            Body = body,
            LabelIds = labelIds,
            CreatedAt = now,
            Refused = refused,
            Sid = refused && !options.RefusalsAreLogged ? null : NewSid(),
            IsIdHidden = IsNth(number, options.HideTwilioIdEveryNth),
            DeliverAfter = options.DeliverAfter,
            LateBy = IsNth(number, options.LateEveryNth) ? options.LateBy : TimeSpan.Zero,
            ErrorCode = error,
        };
        state.Store.Add(message);
        return message;
    }

    public Message Receive(string from, string text, DateTimeOffset now)
    {
        if (OptOutKeywords.IsStop(text))
        {
            state.Store.Stopped[from] = true;
        }
        else if (OptOutKeywords.IsStart(text))
        {
            state.Store.Stopped.TryRemove(from, out _);
        }

        var conversation = state.Store.ConversationWith(from, now);
        lock (conversation.Gate)
        {
            // A new text moves the conversation back to the inbox.
            conversation.Closed = false;
        }

        var message = new Message
        {
            Id = Guid.NewGuid(),
            Conversation = conversation,
            From = from,
            To = state.Options.OurNumber,
            Body = text,
            CreatedAt = now,
            Incoming = true,
            Sid = NewSid(),
        };
        state.Store.Add(message);
        return message;
    }

    private static bool IsNth(int number, int nth) => nth > 0 && number % nth == 0;

    private static string NewSid() => string.Concat("SM", Guid.NewGuid().ToString("N"));

    private int? ErrorFor(string to, SimulatorOptions options)
    {
        if (options.BlockAfterStop && state.Store.Stopped.ContainsKey(to))
        {
            return OptedOut;
        }

        if (options.FailingNumbers.Count > 0 && FailingCode(to, options.FailingNumbers) is { } code)
        {
            return code;
        }

        return options.FailEveryNth > 0 && state.Store.NextAccepted() % options.FailEveryNth == 0 ? options.FailEveryNthCode : null;
    }

    private static int? FailingCode(string to, IReadOnlyDictionary<string, int> failing)
    {
        if (failing.TryGetValue(to, out var exact))
        {
            return exact;
        }

        foreach (var (pattern, code) in failing)
        {
            if (pattern.EndsWith('*') && to.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal))
            {
                return code;
            }
        }

        return null;
    }
}
