using AspireChat.Contracts;
using AspireChat.Testing;
using AspireChat.Web.Accounts;
using AspireChat.Web.Sessions;

namespace AspireChat.Unit.Tests.Contracts;

/// <summary>Whatever somebody calls a room or themselves.</summary>
public sealed class NameFuzzTests
{
    [Fact]
    public Task A_room_name_that_is_accepted_has_one_spelling() => Fuzz.RunAsync(5_000, random => FuzzInput.Text(random, 4), name =>
    {
        if (RoomName.IsValid(name))
        {
            Assert.Matches("^[a-z0-9._-]{1,64}$", name);
            Assert.Equal(name, Uri.EscapeDataString(name));
        }

        return Task.CompletedTask;
    });

    [Fact]
    public Task A_user_name_that_is_accepted_can_be_folded_and_keeps_its_key() => Fuzz.RunAsync(
        5_000, random => FuzzInput.Text(random, 5), name =>
    {
        if (GuestName.Check(name, out var accepted) is null)
        {
            var folded = NameFolding.Fold(accepted);
            Assert.Equal(folded, NameFolding.Fold($"  {accepted} "));
            Assert.Equal(folded, NameFolding.Fold(accepted.Normalize(System.Text.NormalizationForm.FormD)));
            _ = NameFolding.IsReserved(accepted);
            Assert.DoesNotContain(accepted, char.IsControl);
        }

        return Task.CompletedTask;
    });
}
