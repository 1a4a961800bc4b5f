// Any part of the cluster may stop the start: CannotStartException.
global using AspireChat.LocalCluster.Terminal;
