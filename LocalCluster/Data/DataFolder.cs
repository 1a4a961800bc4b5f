using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace AspireChat.LocalCluster.Data;

/// <summary>The folder for what survives a restart. Only one cluster at a time can use it, and only its owner can read it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <summary>Data of the embedded Redis.</summary>
    public string Redis => System.IO.Path.Combine(Path, "redis");

    /// <summary>nginx's rendered configuration and its logs.</summary>
    public string Nginx => System.IO.Path.Combine(Path, "nginx");

    /// <summary>The attachments.</summary>
    public string Files => System.IO.Path.Combine(Path, "files");

    /// <summary>
    /// The secrets: those of the environment (<c>Chat__SigningKey</c> …), or else generated for this folder, so that tokens stay valid over
    /// a restart.
    /// </summary>
    public ClusterSecrets Secrets => new(
        Secret("Chat__SigningKey", "signing-key"),
        Secret("Chat__AdminSigningKey", "admin-signing-key"),
        Secret("Chat__AdminKey", "admin-key"));

    /// <summary>Creates the folder where it is missing, makes it private and locks it.</summary>
    /// <exception cref="CannotStartException">It is not writable, or another cluster uses it.</exception>
    public static DataFolder Open(string path)
    {
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(path);

            // The system releases the lock when the process ends, however it ends.
            held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(System.IO.Path.Combine(path, "pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            var folder = new DataFolder(path, held);
            folder.MakePrivate();
            return folder;
        }
        catch (UnauthorizedAccessException problem)
        {
            held?.Dispose();
            throw new CannotStartException($"The data folder {path} is not writable ({problem.Message}); choose another with --data.");
        }
        catch (IOException) when (held is null && File.Exists(System.IO.Path.Combine(path, "lock")))
        {
            throw new CannotStartException(
                $"The data folder {path} is in use by another LocalCluster{PidIn(path)}; stop that one, or choose another with --data.");
        }
        catch (IOException problem)
        {
            held?.Dispose();
            throw new CannotStartException($"The data folder {path} cannot be used ({problem.Message}); choose another with --data.");
        }
    }

    public void Dispose() => _lock.Dispose();

    private string Secret(string variable, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
        {
            return given;
        }

        var file = System.IO.Path.Combine(Path, name);
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: >= 32 } existing)
        {
            return existing;
        }

        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));
        OwnerOnly.WriteFile(file, key);
        return key;
    }

    /// <summary>What an older version left may be readable for others. Only our own entries: the folder may hold other things.</summary>
    private void MakePrivate()
    {
        OwnerOnly.ApplyTo(new DirectoryInfo(Path));
        foreach (var folder in new[] { Redis, Nginx, Files }.Where(Directory.Exists))
        {
            OwnerOnly.ApplyToTree(new DirectoryInfo(folder));
        }

        foreach (var file in new[] { "lock", "pid" })
        {
            OwnerOnly.ApplyTo(new FileInfo(System.IO.Path.Combine(Path, file)));
        }
    }

    private static string PidIn(string path)
    {
        try
        {
            return $" (pid {File.ReadAllText(System.IO.Path.Combine(path, "pid")).Trim()})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
