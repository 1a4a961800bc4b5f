using AspireChat.Client.Connecting;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.Client;

/// <summary>
/// Joins rooms on one link. Rooms that are to be joined at the same time, such as all of them after a reconnect, share a call. Thread-safe.
/// </summary>
internal sealed class JoinQueue(HubLink link)
{
    private readonly Lock _gate = new();
    private readonly Queue<WaitingJoin> _waiting = new();
    private bool _running;

    /// <summary>Joins a room, or resumes in it.</summary>
    /// <exception cref="ChatException">The server refused it.</exception>
    /// <exception cref="LinkLostException">The connection ended before the result came.</exception>
    public Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        var join = new WaitingJoin(request, cancellationToken);
        lock (_gate)
        {
            _waiting.Enqueue(join);
            if (!_running)
            {
                // On the thread pool, behind the rooms that the same link has woken: they join in the same call.
                _running = true;
                _ = Task.Run(RunAsync, CancellationToken.None);
            }
        }

        return join.Result.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } joins)
        {
            try
            {
                await (joins is [var only] ? JoinOneAsync(only) : JoinManyAsync(joins));
            }
            catch (Exception failed)
            {
                joins.ForEach(join => join.Result.TrySetException(failed));
            }
        }
    }

    private List<WaitingJoin> Next()
    {
        lock (_gate)
        {
            List<WaitingJoin> next = [];
            while (next.Count < JoinRoomsRequest.MaxRooms && _waiting.TryDequeue(out var join))
            {
                // A room that was closed in the meantime is not joined any more.
                if (!join.IsCancelled)
                {
                    next.Add(join);
                }
            }

            _running = next.Count > 0;
            return next;
        }
    }

    private async Task JoinOneAsync(WaitingJoin join)
    {
        try
        {
            join.Result.TrySetResult(
                await link.InvokeAsync<JoinResult>(nameof(IChatHub.JoinRoom), join.Request, CancellationToken.None));
        }
        catch (ChatException refused)
        {
            join.Result.TrySetException(refused);
        }
    }

    private async Task JoinManyAsync(List<WaitingJoin> joins)
    {
        var request = new JoinRoomsRequest { Rooms = [.. joins.Select(join => join.Request)] };
        JoinRoomsResult answer;
        try
        {
            answer = await link.InvokeAsync<JoinRoomsResult>(nameof(IChatHub.JoinRooms), request, CancellationToken.None);
        }
        catch (ChatException unknown) when (unknown.Code.Length == 0)
        {
            // A node of an earlier version does not know the call.
            foreach (var join in joins)
            {
                await JoinOneAsync(join);
            }

            return;
        }

        for (var i = 0; i < joins.Count; i++)
        {
            if (answer.Rooms[i] is { Result: { } result })
            {
                joins[i].Result.TrySetResult(result);
            }
            else
            {
                joins[i].Result.TrySetException(ConnectionErrors.Refusal(new HubException(answer.Rooms[i].Error)));
            }
        }
    }

    private sealed class WaitingJoin(JoinRequest request, CancellationToken cancellationToken)
    {
        public JoinRequest Request => request;

        public bool IsCancelled => cancellationToken.IsCancellationRequested;

        public TaskCompletionSource<JoinResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
