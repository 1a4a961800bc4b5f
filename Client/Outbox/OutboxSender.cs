using System.Diagnostics;
using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>
/// Sends the messages of a room's outbox in order: one at a time, each until it is stored or finally refused.
/// </summary>
internal sealed class OutboxSender(RoomSession session, ChatConnectionOptions options, Action changed)
{
    /// <summary>Maximum number of attempts if the server fails without an error code: the message itself may be the cause.</summary>
    internal const int MaxUnexplained = 5;

    private readonly Backoff _backoff = new(options.MinimumReconnectDelay, options.MaximumReconnectDelay, options.Time);
    private readonly AsyncSignal _wake = new();
    private OutboxMessage? _current;
    private int _unexplained;
    private bool _rejoined;

    /// <summary>Signals that there may be a message to send.</summary>
    public void Wake() => _wake.Set();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (session.Joined.Current is not { } link || session.Outbox.Begin() is not { } message)
            {
                await _wake.WaitAsync(cancellationToken);
                continue;
            }

            if (message != _current)
            {
                (_current, _unexplained, _rejoined) = (message, 0, false);
            }

            changed();
            if (await TrySendAsync(link, message, cancellationToken))
            {
                _backoff.Reset();
            }
            else
            {
                await _backoff.DelayAsync(cancellationToken);
            }
        }
    }

    /// <summary>Returns false to wait before the next attempt.</summary>
    private async Task<bool> TrySendAsync(HubLink link, OutboxMessage message, CancellationToken cancellationToken)
    {
        // The server would close the connection because of a message above its size limit, and again on every attempt.
        if (message.Text.Length > link.Session.Limits.MaxTextLength)
        {
            var limit = link.Session.Limits.MaxTextLength;
            session.Outbox.Fail(message, new ChatException(ChatErrors.TooLong, $"The text is longer than {limit} characters."));
            changed();
            return true;
        }

        // The message's own activity, not that of the caller that started this loop.
        Activity.Current = message.Trace;
        try
        {
            var request = new SendRequest
            {
                Room = message.Room,
                Id = message.Id,
                Text = message.Text,
                ReplyTo = message.ReplyTo,
                Attachments = message.Attachments.Count > 0 ? message.Attachments : null,
            };
            var result = await link.InvokeAsync<SendResult>(nameof(IChatHub.Send), request, cancellationToken);
            session.Outbox.Complete(message, result, session.LastSeq);
            return true;
        }
        catch (LinkLostException lost)
        {
            session.Outbox.Retry(message, lost.Message);
            return !link.IsOpen;
        }
        catch (ChatException refused)
        {
            return Refused(link, message, refused);
        }
        finally
        {
            changed();
        }
    }

    private bool Refused(HubLink link, OutboxMessage message, ChatException refused)
    {
        switch (refused.Code)
        {
            case ChatErrors.RateLimited or ChatErrors.Unavailable:
            case "" when !link.IsOpen || ++_unexplained < MaxUnexplained:
                session.Outbox.Retry(message, refused.Message, refused.Code);
                return false;

            case ChatErrors.NotMember when !_rejoined:
                _rejoined = true;
                session.Outbox.Retry(message, refused.Message, refused.Code);
                session.Rejoin(link);
                return true;

            default:
                session.Outbox.Fail(message, refused);
                return true;
        }
    }
}
