using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Rooms;
using AspireChat.Web.Client.Timeline;

namespace AspireChat.Web.Client.Chat;

/// <summary>Changes messages: edits, reactions, pins, votes. A refusal becomes the room's problem.</summary>
public sealed class MessageCommands
{
    private readonly ChatConnection _connection;
    private readonly PinsAndQuestions _pinsAndQuestions;
    private readonly string _user;

    internal MessageCommands(ChatConnection connection, PinsAndQuestions pinsAndQuestions, string user) =>
        (_connection, _pinsAndQuestions, _user) = (connection, pinsAndQuestions, user);

    /// <summary>Changes the text of one of the user's messages.</summary>
    /// <returns>Whether it succeeded.</returns>
    public Task<bool> EditAsync(OpenRoom room, TimelineMessage message, string text) =>
        TryAsync(room, () => _connection.EditAsync(room.Name, message.Seq, text));

    /// <summary>Deletes a message.</summary>
    /// <returns>Whether it succeeded.</returns>
    public Task<bool> DeleteAsync(OpenRoom room, TimelineMessage message) =>
        TryAsync(room, () => _connection.DeleteAsync(room.Name, message.Seq));

    /// <summary>Adds the user's reaction to a message, or removes it.</summary>
    public Task ToggleReactionAsync(OpenRoom room, TimelineMessage message, string emoji) =>
        TryAsync(room, () => _connection.ReactAsync(room.Name, message.Seq, emoji, remove: message.HasReaction(emoji, _user)));

    /// <summary>Pins or unpins a message.</summary>
    public Task PinAsync(OpenRoom room, long seq, bool remove) => TryAsync(room, () => _connection.PinAsync(room.Name, seq, remove));

    /// <summary>Votes for a question, or retracts the vote.</summary>
    public Task ToggleVoteAsync(OpenRoom room, TimelineMessage question) =>
        TryAsync(room, () => _connection.VoteAsync(room.Name, question.Seq, remove: question.HasVote(_user)));

    /// <summary>Approves or dismisses a waiting question.</summary>
    public async Task DecideAsync(OpenRoom room, Question question, bool approve)
    {
        await TryAsync(room, () => approve
            ? _connection.ApproveAsync(room.Name, question.Id)
            : _connection.DismissAsync(room.Name, question.Id));
        await _pinsAndQuestions.LoadQuestionsAsync(room);
    }

    private static async Task<bool> TryAsync(OpenRoom room, Func<Task> change)
    {
        try
        {
            await change();
            room.SetProblem(null);
            return true;
        }
        catch (ChatException refused)
        {
            room.SetProblem(Refusals.Of(refused));
            return false;
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            return false; // Signed out meanwhile.
        }
    }
}
