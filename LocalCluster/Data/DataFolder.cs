using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace AspireChat.LocalCluster.Data;

/// <summary>The folder for what survives a restart. One cluster at a time has it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <summary>The embedded Redis's part.</summary>
    public string Redis => System.IO.Path.Combine(Path, "redis");

    /// <summary>nginx's rendered configuration and its logs.</summary>
    public string Nginx => System.IO.Path.Combine(Path, "nginx");

    /// <summary>The attachments.</summary>
    public string Files => System.IO.Path.Combine(Path, "files");

    /// <summary>Creates it where missing, and takes it.</summary>
    /// <exception cref="CannotStartException">It is not writable, or another cluster has it.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var file = System.IO.Path.Combine(path, "lock");

            // The system lets go of the lock when the process ends, however it ends.
            var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(System.IO.Path.Combine(path, "pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(path, held);
        }
        catch (UnauthorizedAccessException)
        {
            throw new CannotStartException($"The data folder {path} is not writable; choose another with --data.");
        }
        catch (IOException) when (File.Exists(System.IO.Path.Combine(path, "lock")))
        {
            throw new CannotStartException(
                $"The data folder {path} is in use by another LocalCluster{PidIn(path)}; end that one, or choose another folder with --data.");
        }
        catch (IOException problem)
        {
            throw new CannotStartException($"The data folder {path} cannot be created ({problem.Message}); choose another with --data.");
        }
    }

    /// <summary>
    /// The key that signs tokens: the environment's <c>Chat__SigningKey</c>, else one made for this folder, so that tokens stay
    /// valid over a restart.
    /// </summary>
    public string SigningKey => Secret("Chat__SigningKey", "signing-key");

    /// <summary>The key of the admin API, likewise: <c>Chat__AdminKey</c>.</summary>
    public string AdminKey => Secret("Chat__AdminKey", "admin-key");

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
        PrivateFile.Write(file, key);
        return key;
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
