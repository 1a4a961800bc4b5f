using System.Text.Json;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// How a call to some users travels between nodes: as a call to everyone whose target has a suffix, and whose first argument is the users'
/// ids as JSON, since the protocols have no list of strings among their types.
/// </summary>
internal sealed class AddressedCall : IInvocationBinder
{
    private const string Suffix = "@users";

    private static readonly Dictionary<string, Type[]> ArgumentTypes = typeof(IChatClient).GetMethods().ToDictionary(
        method => TargetOf(method.Name),
        method => (Type[])[typeof(string), .. method.GetParameters().Select(parameter => parameter.ParameterType)]);

    public static AddressedCall Binder { get; } = new();

    /// <summary>The target of a call to some users.</summary>
    public static string TargetOf(string method) => method + Suffix;

    /// <summary>The arguments of a call to some users.</summary>
    public static object?[] ArgumentsOf(IReadOnlyList<string> users, object?[] arguments) =>
        [JsonSerializer.Serialize(users), .. arguments];

    /// <summary>Returns the users and the call that they receive; null if the call is one to everyone.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static (string[] Users, InvocationMessage Call)? Read(HubMessage? message) => message switch
    {
        InvocationBindingFailureMessage failure when ArgumentTypes.ContainsKey(failure.Target) =>
            throw new InvalidDataException("A call to users cannot be read.", failure.BindingFailure.SourceException),
        InvocationMessage { Arguments: [string users, .. var arguments] } call when ArgumentTypes.ContainsKey(call.Target) =>
            (JsonSerializer.Deserialize<string[]>(users)!, new InvocationMessage(call.Target[..^Suffix.Length], arguments)),
        _ => null,
    };

    /// <summary>A call to everyone is passed on as it is, so its arguments are of no interest.</summary>
    public IReadOnlyList<Type> GetParameterTypes(string methodName) => ArgumentTypes.GetValueOrDefault(methodName, []);

    public Type GetReturnType(string invocationId) => typeof(object);

    public Type GetStreamItemType(string streamId) => typeof(object);
}
